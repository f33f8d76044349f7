"""Named papers with a summary: plans, instructions, notices and their kin."""

from tests.forms.issuers import COMMUNE, HEALTH, NOBODY, PROVINCE, WARD
from tests.forms.sheet import Annex, Sheet
from tests.forms.sheets_letters import DEPUTY, HEAD

ROWS = (
    ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời hạn"),
    ("1", "Tập huấn kỹ năng số", "Văn phòng", "Báo cáo", "30/4/2026"),
    ("2", "Rà soát trang thiết bị", "Phòng Kinh tế, Hạ tầng và Đô thị", "Danh mục", "15/5/2026"),
)

PLANS = (
    Sheet(
        name="plan",
        kind="plan",
        issuer=WARD,
        symbol="/KH-UBND",
        number="05",
        date=("09", "01", "2026"),
        title="KẾ HOẠCH",
        subject=("Chuyển đổi số năm 2026",),
        body="""
Thực hiện Quyết định số 09/QĐ-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Điện Biên ban hành Chương trình chuyển đổi số, Ủy ban nhân dân Phường Điện Biên Phủ ban hành Kế hoạch chuyển đổi số năm 2026 như sau:
# MỤC ĐÍCH, YÊU CẦU
## Mục đích
- Nâng cao nhận thức của cán bộ, công chức và Nhân dân về chuyển đổi số.
- Hoàn thành các chỉ tiêu được giao tại Quyết định số 09/QĐ-UBND.
## Yêu cầu
- Phân công rõ trách nhiệm; thực hiện tiết kiệm, hiệu quả.
# NHIỆM VỤ, GIẢI PHÁP
Nhiệm vụ cụ thể nêu tại Phụ lục kèm theo Kế hoạch này.
# TỔ CHỨC THỰC HIỆN
+ Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường theo dõi, đôn đốc; báo cáo trước ngày 15 tháng 12 năm 2026.
+ Các cơ quan, đơn vị thực hiện nhiệm vụ được giao tại Phụ lục.
Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị báo cáo Ủy ban nhân dân phường xem xét, giải quyết./.
""",
        recipients=("Sở Khoa học và Công nghệ", "Các cơ quan, đơn vị thuộc phường", "Lưu: VT, VP"),
        signer=(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), HEAD),
        annexes=(
            Annex(
                label="Phụ lục",
                title=("DANH MỤC NHIỆM VỤ",),
                note="(Kèm theo Kế hoạch {} của Ủy ban nhân dân Phường Điện Biên Phủ)",
                body="Các cơ quan, đơn vị báo cáo kết quả khi hoàn thành từng nhiệm vụ./.",
                table=ROWS,
                landscape=True,
            ),
        ),
    ),
    Sheet(
        name="guidance",
        kind="guidance",
        issuer=HEALTH,
        symbol="/HD-SYT",
        number="77",
        date=("31", "3", "2026"),
        title="HƯỚNG DẪN",
        subject=("Quản lý cơ sở dịch vụ có nguy cơ về tệ nạn xã hội",),
        body="""
Thực hiện Nghị định số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ quy định chi tiết thi hành một số điều của Pháp lệnh Phòng, chống mại dâm, Sở Y tế hướng dẫn như sau:
+ Hồ sơ quản lý cơ sở gồm:
) Bản sao giấy đăng ký kinh doanh;
) Danh sách người lao động;
) Bản cam kết của chủ cơ sở;
) Biên bản kiểm tra lần gần nhất;
) Sổ theo dõi lưu trú;
) Giấy khám sức khỏe của người lao động;
) Tài liệu khác (nếu có).
+ Ủy ban nhân dân các xã, phường lập hồ sơ theo điểm a, điểm b khoản 1 Hướng dẫn này; gửi Sở Y tế theo Phụ lục I và báo cáo theo Phụ lục II kèm theo./.
""",
        recipients=("UBND các xã, phường", "Giám đốc Sở (để b/c)", "Lưu: VT, BTXH"),
        drafter=". PL.(300)",
        signer=(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), DEPUTY),
        annexes=(
            Annex(
                label="Phụ lục I",
                title=("MẪU DANH SÁCH CƠ SỞ",),
                note="(Kèm theo Hướng dẫn {} của Sở Y tế)",
                body="""
+ Tên cơ sở, địa chỉ.
+ Họ và tên chủ cơ sở./.
""",
            ),
            Annex(
                label="Phụ lục II",
                title=("ĐỀ CƯƠNG BÁO CÁO",),
                note="(Kèm theo Hướng dẫn {} của Sở Y tế)",
                body="""
# TÌNH HÌNH CHUNG
# KẾT QUẢ THỰC HIỆN
Nêu số liệu đến ngày 30 của tháng báo cáo./.
""",
            ),
        ),
    ),
    Sheet(
        name="notice",
        kind="notice",
        issuer=WARD,
        symbol="/TB-UBND",
        number="64",
        date=("18", "5", "2026"),
        title="THÔNG BÁO",
        subject=("Lịch tiếp công dân tháng 6 năm 2026",),
        body="""
Ủy ban nhân dân Phường Điện Biên Phủ thông báo lịch tiếp công dân tháng 6 năm 2026 như sau:
+ Thời gian: thứ Năm hằng tuần, từ 7 giờ 30 phút đến 11 giờ.
+ Địa điểm: Phòng Tiếp công dân, trụ sở Ủy ban nhân dân phường.
+ Người tiếp: Chủ tịch Ủy ban nhân dân phường hoặc Phó Chủ tịch được phân công.
Ủy ban nhân dân phường thông báo để Nhân dân biết, liên hệ./.
""",
        recipients=("Các tổ dân phố", "Trang thông tin điện tử phường", "Lưu: VT, VP"),
        signer=(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), HEAD),
    ),
    Sheet(
        name="instruction",
        kind="instruction",
        issuer=PROVINCE,
        symbol="/CT-UBND",
        number="02",
        date=("04", "4", "2026"),
        title="CHỈ THỊ",
        subject=("Về tăng cường công tác phòng cháy, chữa cháy trên địa bàn tỉnh",),
        body="""
Thời gian qua, tình hình cháy, nổ trên địa bàn tỉnh diễn biến phức tạp. Để hạn chế thiệt hại, Ủy ban nhân dân tỉnh yêu cầu:
+ Công an tỉnh chủ trì kiểm tra các cơ sở có nguy cơ cháy, nổ; xử lý nghiêm vi phạm.
+ Sở Xây dựng hướng dẫn bảo đảm an toàn điện trong nhà ở nhiều tầng.
+ Ủy ban nhân dân các xã, phường tuyên truyền để Nhân dân tự kiểm tra.
Các cơ quan, đơn vị, địa phương nghiêm túc thực hiện Chỉ thị này./.
""",
        recipients=("Các sở, ban, ngành", "UBND các xã, phường", "Lưu: VT, NC"),
        signer=(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), HEAD),
    ),
    Sheet(
        name="authorization",
        kind="authorization",
        issuer=COMMUNE,
        symbol="/GUQ-UBND",
        number="03",
        date=("02", "01", "2026"),
        title="GIẤY ỦY QUYỀN",
        subject=("Về việc ký hợp đồng mua sắm tài sản năm 2026",),
        body="""
Chủ tịch Ủy ban nhân dân xã An Thới Đông ủy quyền cho bà Lê Thị Mẫu (DỮ LIỆU MẪU), Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã:
+ Nội dung ủy quyền: ký hợp đồng mua sắm tài sản phục vụ công tác có giá trị dưới 50.000.000 đồng.
+ Thời hạn ủy quyền: từ ngày 05 tháng 01 năm 2026 đến hết ngày 31 tháng 12 năm 2026.
Người được ủy quyền không được ủy quyền lại cho người khác./.
""",
        recipients=("Bà Lê Thị Mẫu", "Phòng Kinh tế", "Lưu: VT, VP"),
        signer=(("CHỦ TỊCH",), HEAD),
    ),
    Sheet(
        name="annex-alone",
        kind="annex",
        issuer=NOBODY,
        title="Phụ lục III",
        subject=("BIỂU TỔNG HỢP CƠ SỞ KINH DOANH DỊCH VỤ",),
        grounds=("(Kèm theo Công văn số 128/UBND-VHXH ngày 16 tháng 3 năm 2026 của Ủy ban nhân dân xã An Thới Đông)",),
        body="""
# HƯỚNG DẪN GHI BIỂU
+ Mỗi cơ sở ghi một dòng.
+ Số liệu tính đến ngày 31 tháng 3 năm 2026.
# BIỂU MẪU
Biểu gồm các cột: số thứ tự, tên cơ sở, địa chỉ, chủ cơ sở, ghi chú./.
""",
    ),
)

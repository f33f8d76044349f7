"""Invitations, minutes, introductions, leaves, and the commitment that is no paper of an agency."""

from tests.forms.issuers import ARCHIVES, COMMUNE, JUSTICE, NOBODY, SCHOOL
from tests.forms.sheet import Sheet
from tests.forms.sheets_letters import DEPUTY, HEAD

SLIPS = (
    Sheet(
        name="invitation",
        kind="invitation",
        issuer=JUSTICE,
        symbol="/GM-STP",
        number="19",
        date=("21", "4", "2026"),
        title="GIẤY MỜI",
        subject=("Về việc dự hội nghị sơ kết công tác hộ tịch",),
        body="""
Sở Tư pháp trân trọng kính mời: Ủy ban nhân dân Phường Sài Gòn.
Tới dự hội nghị sơ kết công tác hộ tịch quý I năm 2026.
Chủ trì: bà Trần Thị Mẫu (DỮ LIỆU MẪU), Phó Giám đốc Sở.
Thời gian: 8 giờ 00 phút, thứ Ba, ngày 28 tháng 4 năm 2026.
Địa điểm: Hội trường Sở Tư pháp.
Đề nghị đại biểu mang theo số liệu thống kê và đến dự đúng giờ./.
""",
        recipients=("Như trên", "Ban Giám đốc Sở", "Lưu: VT, HCTP"),
        signer=(("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), HEAD),
    ),
    Sheet(
        name="minutes",
        kind="minutes",
        issuer=COMMUNE,
        symbol="/BB-UBND",
        number="27",
        date=None,
        title="BIÊN BẢN",
        subject=("Họp bàn công tác phòng, chống thiên tai năm 2026",),
        body="""
Thời gian bắt đầu: 14 giờ 00 phút, ngày 08 tháng 5 năm 2026.
Địa điểm: Phòng họp Ủy ban nhân dân xã An Thới Đông.
Thành phần tham dự: lãnh đạo các phòng, Công an xã, trưởng các ấp (18 người).
Chủ trì: ông Nguyễn Văn Mẫu (DỮ LIỆU MẪU), Chủ tịch Ủy ban nhân dân xã.
Thư ký: bà Trần Thị Mẫu (DỮ LIỆU MẪU), chuyên viên Văn phòng.
Nội dung:
+ Chủ trì nêu mục đích của cuộc họp.
+ Các đại biểu thảo luận về phương án sơ tán và lực lượng tại chỗ.
+ Chủ trì kết luận: giao Phòng Kinh tế hoàn thiện phương án trước ngày 20 tháng 5 năm 2026.
Cuộc họp kết thúc vào 16 giờ 30 phút, ngày 08 tháng 5 năm 2026./.
""",
        recipients=("Thành phần tham dự", "Lưu: VT, Hồ sơ"),
        signer=(("CHỦ TỌA",), HEAD),
        secretary=DEPUTY,
    ),
    Sheet(
        name="introduction",
        kind="introduction",
        issuer=SCHOOL,
        symbol="/GGT-THBM",
        number="11",
        date=("14", "10", "2026"),
        title="GIẤY GIỚI THIỆU",
        body="""
Trường Tiểu học Bình Minh trân trọng giới thiệu:
Ông (bà): Phạm Thị Mẫu (DỮ LIỆU MẪU).
Chức vụ: Kế toán.
Được cử đến: Kho bạc Nhà nước khu vực.
Về việc: đối chiếu số dư tài khoản quý III năm 2026.
Đề nghị Quý cơ quan tạo điều kiện để bà có tên ở trên hoàn thành nhiệm vụ.
Giấy này có giá trị đến hết ngày 31 tháng 10 năm 2026./.
""",
        recipients=("Như trên", "Lưu: VT"),
        signer=(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), DEPUTY),
    ),
    Sheet(
        name="leave",
        kind="leave",
        issuer=ARCHIVES,
        symbol="/GNP-VTLTNN",
        number="36",
        date=("20", "11", "2026"),
        title="GIẤY NGHỈ PHÉP",
        body="""
Xét đơn đề nghị nghỉ phép ngày 16 tháng 11 năm 2026 của ông Đỗ Văn Mẫu (DỮ LIỆU MẪU), Cục Văn thư và Lưu trữ nhà nước cấp cho:
Ông: Đỗ Văn Mẫu.
Chức vụ: Chuyên viên Văn phòng Cục.
Nghỉ phép trong thời gian 05 ngày, kể từ ngày 23 tháng 11 năm 2026 đến hết ngày 27 tháng 11 năm 2026 tại tỉnh Ninh Bình.
Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ phép năm 2026./.
""",
        recipients=("Ông Đỗ Văn Mẫu", "Lưu: VT, VP"),
        signer=(("TL. CỤC TRƯỞNG", "CHÁNH VĂN PHÒNG"), HEAD),
    ),
    Sheet(
        name="commitment",
        kind="commitment",
        issuer=NOBODY,
        title="BẢN CAM KẾT",
        subject=("Về phòng, chống tệ nạn mại dâm tại cơ sở kinh doanh dịch vụ",),
        addressees=("Ủy ban nhân dân xã An Thới Đông",),
        body="""
Tên tôi là: Vũ Thị Mẫu (DỮ LIỆU MẪU). Ngày sinh: 01/01/1980.
Số định danh cá nhân: 000000000000. Nơi thường trú: ấp An Bình, xã An Thới Đông, Thành phố Hồ Chí Minh.
Là chủ hộ kinh doanh: Nhà nghỉ Mẫu. Địa chỉ: ấp An Bình, xã An Thới Đông.
Sau khi được phổ biến các quy định của pháp luật, tôi xin cam kết thực hiện đúng các nội dung sau:
+ Không chứa chấp, môi giới mại dâm; không để xảy ra hành vi vi phạm tại cơ sở.
+ Thực hiện đầy đủ việc thông báo lưu trú theo quy định.
+ Không sử dụng lao động dưới 18 tuổi vào công việc tiếp xúc trực tiếp với khách.
Nếu vi phạm, tôi xin chịu trách nhiệm trước pháp luật. Bản cam kết này được lập thành 02 bản./.
""",
        signer=(("NGƯỜI CAM KẾT",), "Vũ Thị Mẫu"),
    ),
)

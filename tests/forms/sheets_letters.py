"""Letters, and what is sent upwards."""

from tests.forms.issuers import ARCHIVES, COMMUNE, CULTURE, JUSTICE, PROVINCE, SCHOOL, WARD
from tests.forms.sheet import Sheet

HEAD = "Nguyễn Văn Mẫu"
DEPUTY = "Trần Thị Mẫu"

LETTERS = (
    Sheet(
        name="letter-commune",
        kind="letter",
        issuer=COMMUNE,
        symbol="/UBND-VHXH",
        number="128",
        subject=("triển khai công tác phòng, chống tệ nạn xã hội năm 2026",),
        addressees=("Công an xã", "Phòng Văn hóa - Xã hội", "Ban nhân dân các ấp"),
        body="""
Thực hiện Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân Thành phố Hồ Chí Minh về phòng, chống tệ nạn xã hội năm 2026, Ủy ban nhân dân xã An Thới Đông yêu cầu các cơ quan, đơn vị thực hiện các nhiệm vụ sau:
+ Công an xã chủ trì, phối hợp với Phòng Văn hóa - Xã hội rà soát các cơ sở kinh doanh dịch vụ trên địa bàn; lập danh sách theo mẫu của Kế hoạch số 15/KH-UBND.
+ Phòng Văn hóa - Xã hội có trách nhiệm:
) Xây dựng nội dung tuyên truyền trên hệ thống loa truyền thanh của xã.
) Hướng dẫn chủ cơ sở ký bản cam kết; tổng hợp kết quả trước ngày 30 tháng 4 năm 2026.
+ Ban nhân dân các ấp vận động Nhân dân phát hiện, tố giác hành vi vi phạm.
Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ ông Lê Văn Mẫu (DỮ LIỆU MẪU), điện thoại 028.0000.0000, để được hướng dẫn./.
""",
        recipients=("Như trên", "Chủ tịch, các PCT UBND xã", "Lưu: VT, VHXH (2)"),
        signer=(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), DEPUTY),
    ),
    Sheet(
        name="letter-department",
        kind="letter",
        issuer=JUSTICE,
        symbol="/STP-VP",
        number="3128",
        date=("05", "01", "2026"),
        subject=("cử công chức tham gia lớp bồi dưỡng nghiệp vụ văn thư",),
        addressees=("Sở Nội vụ Thành phố Hồ Chí Minh",),
        body="""
Phúc đáp Công văn số 86/SNV-CCVC ngày 02 tháng 01 năm 2026 của Sở Nội vụ về việc mở lớp bồi dưỡng nghiệp vụ văn thư, Sở Tư pháp cử 02 công chức tham gia:
- Bà Phạm Thị Mẫu (DỮ LIỆU MẪU), Phó Chánh Văn phòng;
- Ông Đỗ Văn Mẫu (DỮ LIỆU MẪU), chuyên viên Văn phòng.
Sở Tư pháp kính đề nghị Sở Nội vụ quan tâm, bố trí thời gian học phù hợp./.
""",
        recipients=("Như trên", "Giám đốc Sở (để b/c)", "Lưu: VT, VP"),
        signer=(("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), DEPUTY),
        address="Số 00 đường Mẫu, Phường Sài Gòn, Thành phố Hồ Chí Minh; điện thoại: 028.0000.0000; thư điện tử: mau@example.vn",
    ),
    Sheet(
        name="letter-school",
        kind="letter",
        issuer=SCHOOL,
        symbol="/THBM-VP",
        number="07",
        date=("27", "02", "2026"),
        subject=("đề nghị hỗ trợ sửa chữa phòng học",),
        addressees=("Ủy ban nhân dân Phường Điện Biên Phủ",),
        body="""
Hiện nay, dãy phòng học phía sau của Trường Tiểu học Bình Minh đã xuống cấp, ảnh hưởng đến việc dạy và học. Căn cứ dự toán năm 2026, nhà trường kính đề nghị Ủy ban nhân dân Phường Điện Biên Phủ:
+ Bố trí kinh phí sửa chữa 04 phòng học với số tiền 120.000.000 đồng.
+ Giao Phòng Kinh tế, Hạ tầng và Đô thị hướng dẫn nhà trường lập hồ sơ.
Rất mong nhận được sự quan tâm của Ủy ban nhân dân Phường Điện Biên Phủ./.
""",
        recipients=("Như trên", "Phòng Văn hóa - Xã hội", "Lưu: VT"),
        signer=(("HIỆU TRƯỞNG",), HEAD),
    ),
    Sheet(
        name="letter-ministry-unit",
        kind="letter",
        issuer=ARCHIVES,
        symbol="/VTLTNN-NV",
        number="09",
        date=("09", "10", "2026"),
        subject=("hướng dẫn cài đặt phông chữ trong văn bản điện tử",),
        addressees=("Văn phòng các bộ, cơ quan ngang bộ", "Sở Nội vụ các tỉnh, thành phố"),
        body="""
Qua kiểm tra, một số cơ quan còn dùng phông chữ không đúng quy định tại Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư. Cục Văn thư và Lưu trữ nhà nước hướng dẫn như sau:
# PHÔNG CHỮ
+ Văn bản dùng phông chữ Times New Roman, bộ mã ký tự Unicode theo Tiêu chuẩn Việt Nam TCVN 6909:2001.
+ Cỡ chữ, kiểu chữ theo Phụ lục I Nghị định số 30/2020/NĐ-CP.
# TỔ CHỨC THỰC HIỆN
+ Các cơ quan rà soát mẫu văn bản đang dùng trước thứ Sáu, ngày 30 tháng 10 năm 2026.
+ Khó khăn, vướng mắc gửi về Cục Văn thư và Lưu trữ nhà nước để được giải đáp./.
""",
        recipients=("Như trên", "Bộ trưởng (để b/c)", "Lưu: VT, NV"),
        signer=(("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"), DEPUTY),
    ),
    Sheet(
        name="report-upward",
        kind="report",
        issuer=WARD,
        symbol="/BC-UBND",
        number="56",
        date=("25", "6", "2026"),
        title="BÁO CÁO",
        subject=("Kết quả công tác cải cách hành chính 6 tháng đầu năm 2026",),
        addressees=("Ủy ban nhân dân tỉnh Điện Biên",),
        body="""
Thực hiện Kế hoạch số 20/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Điện Biên về cải cách hành chính năm 2026, Ủy ban nhân dân Phường Điện Biên Phủ báo cáo kết quả như sau:
# KẾT QUẢ ĐẠT ĐƯỢC
## Công tác chỉ đạo, điều hành
- Ban hành 05 văn bản chỉ đạo; phân công nhiệm vụ cụ thể cho từng cơ quan, đơn vị.
- Tổ chức 02 hội nghị quán triệt với 120 lượt người tham dự.
## Giải quyết thủ tục hành chính
- Tiếp nhận 1.250 hồ sơ; giải quyết đúng hạn 1.245 hồ sơ, đạt 99,6%.
# TỒN TẠI, HẠN CHẾ
Một số công chức chưa thành thạo kỹ năng số; trang thiết bị còn thiếu.
# PHƯƠNG HƯỚNG, NHIỆM VỤ
+ Tiếp tục rà soát, đơn giản hóa thủ tục hành chính.
+ Bồi dưỡng kỹ năng số cho 100% công chức trước ngày 30 tháng 9 năm 2026.
Trên đây là kết quả công tác cải cách hành chính 6 tháng đầu năm 2026, Ủy ban nhân dân Phường Điện Biên Phủ kính báo cáo./.
""",
        recipients=("Như trên", "Sở Nội vụ", "Lưu: VT, VP"),
        signer=(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), HEAD),
    ),
    Sheet(
        name="submission",
        kind="submission",
        issuer=CULTURE,
        symbol="/TTr-PVHXH",
        number="18",
        date=("12", "5", "2026"),
        title="TỜ TRÌNH",
        subject=("Về việc phê duyệt Kế hoạch tổ chức ngày hội văn hóa năm 2026",),
        addressees=("Ủy ban nhân dân xã An Thới Đông",),
        body="""
Thực hiện Chương trình số 03/CTr-UBND ngày 06 tháng 02 năm 2026 của Ủy ban nhân dân xã An Thới Đông về công tác văn hóa năm 2026, Phòng Văn hóa - Xã hội kính trình Ủy ban nhân dân xã An Thới Đông phê duyệt Kế hoạch tổ chức ngày hội văn hóa năm 2026 với các nội dung chính sau:
+ Thời gian: 02 ngày, từ ngày 22 tháng 8 năm 2026.
+ Địa điểm: Nhà văn hóa xã An Thới Đông.
+ Kinh phí: 85.000.000 đồng, từ nguồn ngân sách xã.
Phòng Văn hóa - Xã hội kính trình Ủy ban nhân dân xã xem xét, quyết định./.
""",
        recipients=("Như trên", "Lưu: VT, VHXH"),
        signer=(("TRƯỞNG PHÒNG",), HEAD),
    ),
    Sheet(
        name="telegram",
        kind="telegram",
        issuer=PROVINCE,
        symbol="/CĐ-UBND",
        number="04",
        date=("11", "9", "2026"),
        title="CÔNG ĐIỆN",
        subject=("Về việc ứng phó với mưa lũ",),
        urgency="HỎA TỐC",
        body="""
Ủy ban nhân dân tỉnh Ninh Bình điện:
- Thủ trưởng các sở, ban, ngành;
- Chủ tịch Ủy ban nhân dân các xã, phường.
Theo dự báo, từ ngày 12 đến ngày 14 tháng 9 năm 2026, trên địa bàn tỉnh có mưa to đến rất to. Để chủ động ứng phó, Ủy ban nhân dân tỉnh yêu cầu:
+ Chủ tịch Ủy ban nhân dân các xã, phường tổ chức trực ban 24/24 giờ; sơ tán dân khỏi nơi nguy hiểm trước 17 giờ ngày 12 tháng 9 năm 2026.
+ Sở Nông nghiệp và Môi trường kiểm tra đê điều, hồ chứa; báo cáo trước 16 giờ hằng ngày./.
""",
        recipients=("Như trên", "Chủ tịch, các PCT UBND tỉnh", "Lưu: VT, NNMT"),
        signer=(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), DEPUTY),
    ),
)

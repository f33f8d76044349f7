"""Resolutions and decisions, and what they issue."""

from tests.forms.issuers import COMMUNE, COUNCIL, JUSTICE, MINISTRY
from tests.forms.sheet import Annex, Sheet
from tests.forms.sheets_letters import DEPUTY, HEAD

LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
RECORDS = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"

ORDERS = (
    Sheet(
        name="decision",
        kind="decision",
        issuer=COMMUNE,
        symbol="/QĐ-UBND",
        number="231",
        date=("07", "02", "2026"),
        title="QUYẾT ĐỊNH",
        subject=("Về việc điều động công chức",),
        authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN THỚI ĐÔNG",
        grounds=(
            LAW,
            "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025;",
            "Theo đề nghị của Trưởng phòng Phòng Văn hóa - Xã hội.",
        ),
        order="QUYẾT ĐỊNH:",
        body="""
§ | Điều động bà Lê Thị Mẫu (DỮ LIỆU MẪU), chuyên viên Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, đến nhận công tác tại Phòng Văn hóa - Xã hội kể từ ngày 15 tháng 02 năm 2026.
§ | Lương và phụ cấp của bà Lê Thị Mẫu thực hiện theo quy định hiện hành.
§ | Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Phòng Văn hóa - Xã hội và bà Lê Thị Mẫu chịu trách nhiệm thi hành Quyết định này./.
""",
        recipients=("Như Điều 3", "Phòng Kinh tế", "Lưu: VT, VP"),
        signer=(("CHỦ TỊCH",), HEAD),
    ),
    Sheet(
        name="decision-attached",
        kind="decision",
        issuer=MINISTRY,
        symbol="/QĐ-BNV",
        number="15",
        date=("29", "6", "2026"),
        title="QUYẾT ĐỊNH",
        subject=("Ban hành Quy chế công tác văn thư của Bộ Nội vụ",),
        authority="BỘ TRƯỞNG BỘ NỘI VỤ",
        grounds=(
            "Căn cứ Nghị định số 25/2025/NĐ-CP ngày 21 tháng 02 năm 2025 của Chính phủ quy định chức năng, nhiệm vụ, "
            "quyền hạn và cơ cấu tổ chức của Bộ Nội vụ;",
            RECORDS,
            "Theo đề nghị của Chánh Văn phòng Bộ.",
        ),
        order="QUYẾT ĐỊNH:",
        body="""
§ | Ban hành kèm theo Quyết định này Quy chế công tác văn thư của Bộ Nội vụ.
§ | Quyết định này có hiệu lực kể từ ngày ký.
§ | Chánh Văn phòng Bộ, Thủ trưởng các đơn vị thuộc Bộ chịu trách nhiệm thi hành Quyết định này./.
""",
        recipients=("Như Điều 3", "Bộ trưởng (để b/c)", "Lưu: VT, VP"),
        signer=(("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), DEPUTY),
        annexes=(
            Annex(
                label="QUY CHẾ",
                title=("Công tác văn thư của Bộ Nội vụ",),
                note="(Kèm theo Quyết định {} của Bộ Nội vụ)",
                issuer=MINISTRY,
                body="""
§§ QUY ĐỊNH CHUNG
§ Phạm vi điều chỉnh, đối tượng áp dụng
+ Quy chế này quy định về công tác văn thư của Bộ Nội vụ.
+ Quy chế này áp dụng đối với các đơn vị thuộc Bộ.
§ Nguyên tắc quản lý
Văn bản đi, văn bản đến được quản lý tập trung tại Văn thư Bộ, trừ trường hợp quy định tại khoản 2 Điều 3.
§§ SOẠN THẢO, KÝ BAN HÀNH VĂN BẢN
§ Trách nhiệm của đơn vị soạn thảo
+ Đơn vị soạn thảo chịu trách nhiệm về nội dung.
+ Hồ sơ trình ký gồm:
) Phiếu trình;
) Dự thảo văn bản;
) Tài liệu kèm theo (nếu có).
§ Trách nhiệm thi hành
Thủ trưởng các đơn vị thuộc Bộ chịu trách nhiệm thi hành điểm a khoản 2 Điều 3 và các quy định khác của Quy chế này./.
""",
            ),
        ),
    ),
    Sheet(
        name="resolution",
        kind="resolution",
        issuer=COUNCIL,
        symbol="/NQ-HĐND",
        number="12",
        date=("20", "7", "2026"),
        title="NGHỊ QUYẾT",
        subject=("Về việc xác nhận kết quả bầu Phó Chủ tịch Ủy ban nhân dân xã",),
        authority="HỘI ĐỒNG NHÂN DÂN XÃ AN THỚI ĐÔNG",
        grounds=(
            LAW,
            "Xét Tờ trình số 31/TTr-UBND ngày 10 tháng 7 năm 2026 của Ủy ban nhân dân xã An Thới Đông về việc bầu "
            "Phó Chủ tịch Ủy ban nhân dân xã.",
        ),
        order="QUYẾT NGHỊ:",
        body="""
§ | Xác nhận kết quả bầu ông Hoàng Văn Mẫu (DỮ LIỆU MẪU) giữ chức vụ Phó Chủ tịch Ủy ban nhân dân xã An Thới Đông.
§ | Thường trực Hội đồng nhân dân xã, Ủy ban nhân dân xã và ông Hoàng Văn Mẫu chịu trách nhiệm thi hành Nghị quyết này.
Nghị quyết này được Hội đồng nhân dân xã thông qua ngày 20 tháng 7 năm 2026./.
""",
        recipients=("Như Điều 2", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "Lưu: VT"),
        signer=(("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), HEAD),
    ),
    Sheet(
        name="decision-department",
        kind="decision",
        issuer=JUSTICE,
        symbol="/QĐ-STP",
        number="08",
        date=("03", "12", "2026"),
        title="QUYẾT ĐỊNH",
        subject=("Về việc thành lập Tổ công tác chuyển đổi số",),
        authority="GIÁM ĐỐC SỞ TƯ PHÁP",
        grounds=(
            "Căn cứ Quyết định số 40/2025/QĐ-UBND ngày 01 tháng 8 năm 2025 của Ủy ban nhân dân Thành phố Hồ Chí Minh "
            "quy định chức năng, nhiệm vụ, quyền hạn của Sở Tư pháp;",
            "Theo đề nghị của Chánh Văn phòng Sở.",
        ),
        order="QUYẾT ĐỊNH:",
        body="""
§ | Thành lập Tổ công tác chuyển đổi số của Sở Tư pháp, gồm các ông, bà có tên sau đây:
+ Ông Nguyễn Văn Mẫu (DỮ LIỆU MẪU), Tổ trưởng.
+ Bà Trần Thị Mẫu (DỮ LIỆU MẪU), Tổ phó.
+ Ông Đỗ Văn Mẫu (DỮ LIỆU MẪU), thành viên.
§ | Tổ công tác có nhiệm vụ:
+ Tham mưu Giám đốc Sở về chuyển đổi số.
+ Đôn đốc các phòng thực hiện kế hoạch được duyệt.
§ | Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Sở, các phòng thuộc Sở và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.
""",
        recipients=("Như Điều 3", "Ban Giám đốc Sở", "Lưu: VT, VP"),
        signer=(("Q. GIÁM ĐỐC",), HEAD),
    ),
)

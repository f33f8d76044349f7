"""Bodies that issue the papers. The bodies exist, what they say here is invented (DỮ LIỆU MẪU)."""

from tests.forms.sheet import Issuer

COMMUNE = Issuer((), ("ỦY BAN NHÂN DÂN", "XÃ AN THỚI ĐÔNG"), "An Thới Đông")
COUNCIL = Issuer((), ("HỘI ĐỒNG NHÂN DÂN", "XÃ AN THỚI ĐÔNG"), "An Thới Đông")
WARD = Issuer((), ("ỦY BAN NHÂN DÂN", "PHƯỜNG ĐIỆN BIÊN PHỦ"), "Phường Điện Biên Phủ")
PROVINCE = Issuer((), ("ỦY BAN NHÂN DÂN", "TỈNH NINH BÌNH"), "Ninh Bình")
JUSTICE = Issuer(("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"), ("SỞ TƯ PHÁP",), "Thành phố Hồ Chí Minh")
HEALTH = Issuer(("UBND TỈNH NINH BÌNH",), ("SỞ Y TẾ",), "Ninh Bình")
ARCHIVES = Issuer(("BỘ NỘI VỤ",), ("CỤC VĂN THƯ VÀ LƯU TRỮ", "NHÀ NƯỚC"), "Hà Nội")
MINISTRY = Issuer((), ("BỘ NỘI VỤ",), "Hà Nội")
SCHOOL = Issuer(("UBND PHƯỜNG ĐIỆN BIÊN PHỦ",), ("TRƯỜNG TIỂU HỌC", "BÌNH MINH"), "Phường Điện Biên Phủ")
CULTURE = Issuer(("UBND XÃ AN THỚI ĐÔNG",), ("PHÒNG VĂN HÓA - XÃ HỘI",), "An Thới Đông")
NOBODY = Issuer((), (), "")

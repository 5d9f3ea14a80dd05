"""Addresses of the room `access`. Names with underscores are those by which the sign-in library looks for its pages."""

from django.urls import URLPattern, URLResolver, path

from motcua.access.views import accounts, factors, own, sign_in, tokens

_OWN: list[URLPattern | URLResolver] = [
    path("tai-khoan/", own.own_account, name="own-account"),
    path("tai-khoan/ket-thuc-phien-khac/", own.end_other_sessions, name="end-other-sessions"),
    path("tai-khoan/dang-nhap/", sign_in.sign_in, name="account_login"),
    path("tai-khoan/dang-xuat/", sign_in.sign_out, name="account_logout"),
    path("tai-khoan/da-khoa/", sign_in.locked, name="account_inactive"),
    path("tai-khoan/xac-nhan/", sign_in.password_again, name="account_reauthenticate"),
    path("tai-khoan/doi-mat-khau/", sign_in.change_password, name="account_change_password"),
    path("tai-khoan/dat-mat-khau/xong/", sign_in.password_set, name="password-set"),
    path("tai-khoan/dat-mat-khau/<str:token>/", sign_in.set_password, name="set-password"),
]
_FACTORS: list[URLPattern | URLResolver] = [
    path("tai-khoan/buoc-hai/", factors.overview, name="mfa_index"),
    path("tai-khoan/buoc-hai/xac-thuc/", factors.authenticate, name="mfa_authenticate"),
    path("tai-khoan/buoc-hai/xac-nhan/", factors.again, name="mfa_reauthenticate"),
    path("tai-khoan/buoc-hai/ung-dung/", factors.activate_app, name="mfa_activate_totp"),
    path("tai-khoan/buoc-hai/ung-dung/go/", factors.remove_app, name="mfa_deactivate_totp"),
    path("tai-khoan/buoc-hai/ma-du-phong/", factors.view_codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/buoc-hai/ma-du-phong/tao/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan/buoc-hai/khoa/", factors.list_keys, name="mfa_list_webauthn"),
    path("tai-khoan/buoc-hai/khoa/them/", factors.add_key, name="mfa_add_webauthn"),
    path("tai-khoan/buoc-hai/khoa/xac-nhan/", factors.key_again, name="mfa_reauthenticate_webauthn"),
    path("tai-khoan/buoc-hai/khoa/<int:pk>/go/", factors.remove_key, name="mfa_remove_webauthn"),
]
_IDENTITY: list[URLPattern | URLResolver] = [
    path("tai-khoan/dinh-danh/da-huy/", own.identity_cancelled, name="socialaccount_login_cancelled"),
    path("tai-khoan/dinh-danh/<str:provider_id>/", own.identity, name="openid_connect_login"),
    path("tai-khoan/dinh-danh/<str:provider_id>/tro-ve/", own.identity_back, name="openid_connect_callback"),
]
_ADMINISTRATION: list[URLPattern | URLResolver] = [
    path("kiem-soat/tai-khoan/", accounts.listing, name="account-list"),
    path("kiem-soat/tai-khoan/moi/", accounts.new, name="account-new"),
    path("kiem-soat/tai-khoan/quyen/", accounts.permissions, name="permission-table"),
    path("kiem-soat/tai-khoan/khoa/", tokens.listing, name="token-list"),
    path("kiem-soat/tai-khoan/khoa/moi/", tokens.new, name="token-new"),
    path("kiem-soat/tai-khoan/khoa/<str:public_id>/thu-hoi/", tokens.revoke, name="token-revoke"),
    path("kiem-soat/tai-khoan/<str:public_id>/", accounts.detail, name="account-detail"),
    path("kiem-soat/tai-khoan/<str:public_id>/sua/", accounts.change, name="account-change"),
    path("kiem-soat/tai-khoan/<str:public_id>/khoa/", accounts.deactivate, name="account-deactivate"),
    path("kiem-soat/tai-khoan/<str:public_id>/mo/", accounts.activate, name="account-activate"),
    path("kiem-soat/tai-khoan/<str:public_id>/ket-thuc-phien/", accounts.end_sessions, name="account-end-sessions"),
    path("kiem-soat/tai-khoan/<str:public_id>/go-buoc-hai/", accounts.remove_factors, name="account-remove-factors"),
    path("kiem-soat/tai-khoan/<str:public_id>/lien-ket/", accounts.password_link, name="account-password-link"),
]

urlpatterns: list[URLPattern | URLResolver] = [*_OWN, *_FACTORS, *_IDENTITY, *_ADMINISTRATION]

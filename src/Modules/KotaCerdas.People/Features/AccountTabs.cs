using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.People.Features;

/// <summary>The pages of one's own account.</summary>
internal static class AccountTabs
{
    public static IReadOnlyList<FrameLink> Of(Texts texts) =>
    [
        new(texts["People.Account.TabProfile"], "/akun"),
        new(texts["People.Account.TabSecurity"], "/akun/keamanan"),
        new(texts["People.Preferences.Title"], "/akun/pilihan"),
        new(texts["People.Account.TabAccess"], "/akun/akses"),
    ];
}

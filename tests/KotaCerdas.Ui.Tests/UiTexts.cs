using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Ui.Tests;

/// <summary>The texts of the page kit alone, in Indonesian.</summary>
internal static class UiTexts
{
    public static Texts Load()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("id");
        return new([typeof(UiSetup).Assembly]);
    }
}

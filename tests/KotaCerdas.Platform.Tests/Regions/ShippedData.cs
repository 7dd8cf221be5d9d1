namespace KotaCerdas.Platform.Tests;

internal static class ShippedData
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static RegionReference Regions { get; } = RegionReference.Open(Folder("regions"));
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Ui;

/// <summary>The icon set: 20 px, one stroke, drawn for this project.</summary>
public enum IconName
{
    /// <summary>Arrow to the left.</summary>
    ArrowLeft,

    /// <summary>Arrow to the right.</summary>
    ArrowRight,

    /// <summary>Arrow up.</summary>
    ArrowUp,

    /// <summary>Arrow down.</summary>
    ArrowDown,

    /// <summary>Notification bell.</summary>
    Bell,

    /// <summary>Office building.</summary>
    Building,

    /// <summary>Calendar sheet.</summary>
    Calendar,

    /// <summary>Bar chart.</summary>
    Chart,

    /// <summary>Tick.</summary>
    Check,

    /// <summary>Clock face.</summary>
    Clock,

    /// <summary>Cross.</summary>
    Close,

    /// <summary>Coin.</summary>
    Coin,

    /// <summary>Document page.</summary>
    Document,

    /// <summary>Download arrow.</summary>
    Download,

    /// <summary>Pencil.</summary>
    Edit,

    /// <summary>Eye.</summary>
    Eye,

    /// <summary>Funnel.</summary>
    Filter,

    /// <summary>Flag on a pole.</summary>
    Flag,

    /// <summary>House.</summary>
    Home,

    /// <summary>Letter i in a circle.</summary>
    Info,

    /// <summary>Key.</summary>
    Key,

    /// <summary>Ladder of steps.</summary>
    Ladder,

    /// <summary>Leaf.</summary>
    Leaf,

    /// <summary>List lines.</summary>
    List,

    /// <summary>Padlock.</summary>
    Lock,

    /// <summary>Folded map.</summary>
    Map,

    /// <summary>Three lines.</summary>
    Menu,

    /// <summary>Several people.</summary>
    People,

    /// <summary>One person.</summary>
    Person,

    /// <summary>Map pin.</summary>
    Pin,

    /// <summary>Printer.</summary>
    Print,

    /// <summary>Magnifying glass.</summary>
    Search,

    /// <summary>Gear.</summary>
    Settings,

    /// <summary>Shield with a tick.</summary>
    Shield,

    /// <summary>Door with an arrow.</summary>
    SignOut,

    /// <summary>Star.</summary>
    Star,

    /// <summary>Upload arrow.</summary>
    Upload,

    /// <summary>Triangle with an exclamation mark.</summary>
    Warning,
}

/// <summary>Draws an icon inline.</summary>
public static class Icon
{
    private static readonly FrozenDictionary<IconName, string> Paths = new Dictionary<IconName, string>
    {
        [IconName.ArrowLeft] = "M12 4 6 10l6 6",
        [IconName.ArrowRight] = "m8 4 6 6-6 6",
        [IconName.ArrowUp] = "M10 16V4M5 9l5-5 5 5",
        [IconName.ArrowDown] = "M10 4v12m5-5-5 5-5-5",
        [IconName.Bell] = "M5 8a5 5 0 0 1 10 0c0 5 2 6 2 6H3s2-1 2-6m3.5 9a1.7 1.7 0 0 0 3 0",
        [IconName.Building] = "M4 17V5l7-2v14m0-9 5 2v7M2 17h16M7 8h1m-1 3h1m-1 3h1",
        [IconName.Calendar] = "M3 5h14v12H3zM3 9h14M7 3v3m6-3v3",
        [IconName.Chart] = "M3 17h14M5 17v-5m5 5V5m5 12V9",
        [IconName.Check] = "m4 10 4 5 8-10",
        [IconName.Clock] = "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M10 6v4l3 2",
        [IconName.Close] = "m5 5 10 10M15 5 5 15",
        [IconName.Coin] = "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0M8 14V6h3a2.3 2.3 0 0 1 0 4.6H8m3 0 2 3.4",
        [IconName.Document] = "M5 2h7l4 4v12H5zM12 2v4h4M8 10h5m-5 4h5",
        [IconName.Download] = "M10 3v10m4-4-4 4-4-4M3 17h14",
        [IconName.Edit] = "m4 16 1-4 8.5-8.5 3 3L8 15zM12 5l3 3",
        [IconName.Eye] = "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10m10.5 0a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0",
        [IconName.Filter] = "M3 4h14l-5.5 7v5l-3 1v-6z",
        [IconName.Flag] = "M5 18V3h10l-2 4 2 4H5",
        [IconName.Home] = "m3 9 7-6 7 6v8h-5v-5H8v5H3z",
        [IconName.Info] = "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0m-7-1v5m0-8v.1",
        [IconName.Key] = "M9 7.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0m-1 2.5 8 7m-3-2.5 2-2",
        [IconName.Ladder] = "M6 3v14m8-14v14M6 6h8m-8 4h8m-8 4h8",
        [IconName.Leaf] = "M4 16C4 7 9 4 17 3c0 8-3 13-9 13-2 0-3-1-3-3 0-3 4-4 7-6",
        [IconName.List] = "M7 5h10M7 10h10M7 15h10M3 5h.1M3 10h.1M3 15h.1",
        [IconName.Lock] = "M4 9h12v8H4zm3 0V6a3 3 0 0 1 6 0v3m-3 3v2",
        [IconName.Map] = "m2 5 5-2 6 2 5-2v12l-5 2-6-2-5 2zM7 3v12m6-10v12",
        [IconName.Menu] = "M3 5h14M3 10h14M3 15h14",
        [IconName.People] =
            "M10 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0M1.5 17c0-3.5 2-5.5 5.5-5.5s5.5 2 5.5 5.5M13 4a3 3 0 0 1 0 6m2 2c2.5.5 3.5 2.5 3.5 5",
        [IconName.Person] = "M13.5 6.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0M3.5 18c0-4 2.5-6 6.5-6s6.5 2 6.5 6",
        [IconName.Pin] = "M10 18S4 12 4 8a6 6 0 0 1 12 0c0 4-6 10-6 10m2-10a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
        [IconName.Print] = "M6 7V3h8v4M6 14H3V7h14v7h-3m-8-2h8v5H6z",
        [IconName.Search] = "M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0m-1.5 4L17 17",
        [IconName.Settings] = "M3 6h7m4 0h3M3 14h3m4 0h7M14 6a2 2 0 1 1-4 0 2 2 0 0 1 4 0m-4 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0",
        [IconName.Shield] = "M10 2 4 4v5c0 5 3 7.5 6 9 3-1.5 6-4 6-9V4zm-3 8 2 2.5L13 8",
        [IconName.SignOut] = "M11 3H4v14h7m-3-7h9m-3-4 4 4-4 4",
        [IconName.Star] = "m10 2.5 2.3 4.9 5.2.7-3.8 3.7 1 5.3L10 14.5l-4.7 2.6 1-5.3L2.5 8.1l5.2-.7z",
        [IconName.Upload] = "M10 13V3m4 4-4-4-4 4M3 17h14",
        [IconName.Warning] = "M10 3 2 17h16zm0 5v4m0 2.5v.1",
    }.ToFrozenDictionary();

    /// <summary>Renders an icon: decorative where <paramref name="label"/> is null, else an image with that name.</summary>
    public static IHtmlContent Render(IconName name, string? label = null) => new HtmlBuilder()
        .Start("svg", ("class", "k-icon"), ("viewBox", "0 0 20 20"), ("aria-hidden", label is null ? "true" : null),
            ("role", label is null ? null : "img"),
            ("aria-label", label), ("focusable", "false"))
        .Start("path", ("d", Paths[name])).End(2);
}

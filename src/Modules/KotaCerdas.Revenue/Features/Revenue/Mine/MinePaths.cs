using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>Addresses of a person's own objects and bills.</summary>
internal static class MinePaths
{
    public const string Start = "/saya/pajak";

    public const string Add = Start + "/tambah";

    /// <summary>Adds an object whose bill somebody has before them.</summary>
    public static string AddOf(RegionCode region, Nop nop, string code) => $"{AddOf(region, nop)}&kode={Uri.EscapeDataString(code)}";

    /// <summary>Shows the code of another year of an object.</summary>
    public static string AddOf(RegionCode region, Nop nop) => $"{Add}?nop={BillPaths.Digits(nop)}&daerah={region}";

    public static string Of(RegionCode region, Nop nop) => $"{Start}/{region}/{BillPaths.Digits(nop)}";

    public static string Of(RegionCode region, KindObjectId id) => $"{Start}/{region}/lain/{id}";

    /// <summary>Where somebody files the return of an own object and month.</summary>
    public static string Return(RegionCode region, KindObjectId id, DateOnly? month = null) =>
        Of(region, id) + "/spt" + (month is { } of ? "?masa=" + Returns.ReturnForm.MonthText(of) : string.Empty);

    public static string Paper(RegionCode region, ChargeId charge, DocumentId document) => $"{Start}/{region}/surat/{charge}/{document}";

    /// <summary>Where somebody asks for a decision about what they owe, and sees what became of it.</summary>
    public static string Ask(RegionCode region, ChargeId charge) => $"{Start}/{region}/permohonan/{charge}";

    /// <summary>Where somebody reports the land they acquired.</summary>
    public static string Deeds(RegionCode region) => $"{Start}/{region}/bphtb";

    /// <summary>Where an officer connects accounts with a taxpayer.</summary>
    public static string Accounts(RegionCode region, TaxpayerId id) => RegisterPaths.Of(region, id) + "/akun";
}

/// <summary>What a role can be allowed to do with the accounts of taxpayers.</summary>
internal static class MinePermissions
{
    public const string ConnectCode = "revenue.taxpayer.connect";

    /// <summary>Give a taxpayer a code that connects an account, and end connections.</summary>
    public static readonly Permission Connect = new(ConnectCode);
}

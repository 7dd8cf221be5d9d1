using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a role can be allowed to do with returns, letters and decisions.</summary>
internal static class ChargePermissions
{
    public const string ReadCode = "revenue.letter.read";
    public const string FileCode = "revenue.return.file";
    public const string DeliverCode = "revenue.letter.deliver";
    public const string ProposeCode = "revenue.letter.propose";
    public const string DecideCode = "revenue.letter.decide";

    public static readonly Permission Read = new(ReadCode);
    public static readonly Permission File = new(FileCode);
    public static readonly Permission Deliver = new(DeliverCode);
    public static readonly Permission Propose = new(ProposeCode);
    public static readonly Permission Decide = new(DecideCode);

    public static IReadOnlyList<Permission> All { get; } = [Read, File, Deliver, Propose, Decide];
}

/// <summary>Addresses of the pages about returns and letters.</summary>
internal static class ChargePaths
{
    /// <summary>Leads to the desk of the region one works for.</summary>
    public const string Start = "/pendapatan/meja";

    public static string All(RegionCode region) => $"/pendapatan/{region}/ketetapan";

    public static string Of(RegionCode region, Model.Letters.ChargeId id) => $"{All(region)}/{id}";

    public static string Explain(RegionCode region, Model.Letters.ChargeId id) => $"{All(region)}/{id}/jelaskan";

    /// <summary>What a letter asks for, for whoever holds it.</summary>
    public static string Check(string slug, string? code = null) =>
        $"{Bills.BillPaths.Start}/{slug}/surat" + (code is null ? null : "?kode=" + Uri.EscapeDataString(code));

    public static string Document(RegionCode region, Model.Letters.ChargeId id, DocumentId document) =>
        $"{All(region)}/{id}/surat/{document}";

    /// <summary>What became of letters that were carried out.</summary>
    public static string Letters(RegionCode region) => $"/pendapatan/{region}/surat";

    /// <summary>The same of the letters about one charge.</summary>
    public static string LettersOf(RegionCode region, Model.Letters.ChargeId id) => $"{Letters(region)}?ketetapan={id}";

    public static string Returns(RegionCode region) => $"/pendapatan/{region}/spt";

    public static string Desk(RegionCode region) => $"/pendapatan/{region}/meja";

    public static string Radar(RegionCode region) => $"/pendapatan/{region}/kedaluwarsa";

    public static string BillRadar(RegionCode region) => $"/pendapatan/{region}/kedaluwarsa/pbb";

    public static string Proposals(RegionCode region) => $"/pendapatan/{region}/usulan";

    public static string Batch(RegionCode region, Guid batch) => $"{Proposals(region)}/massal/{batch}";

    public static string BatchPapers(RegionCode region, Guid batch) => $"{Batch(region, batch)}/surat";

    public static string Proposal(RegionCode region, Guid id) => $"{Proposals(region)}/{id}";
}

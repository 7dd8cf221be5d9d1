using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Returns;

/// <summary>The deed of a return of BPHTB.</summary>
/// <param name="Taxpayer">NPWPD, NIK, exact name or key of who acquires.</param>
/// <param name="Nop">NOP of the land.</param>
/// <param name="Number">Number of the deed or of the binding agreement.</param>
/// <param name="On">Its date.</param>
internal sealed record DeedInput(string Taxpayer, string Nop, string Number, DateOnly On);

/// <summary>A return as it comes in.</summary>
internal sealed record ReturnInput
{
    /// <summary>The object, null for a deed.</summary>
    public KindObjectId? Object { get; init; }

    /// <summary>First day of the month, of a return about an object.</summary>
    public DateOnly Month { get; init; }

    public DeedInput? Deed { get; init; }

    /// <summary>Plain facts.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>See <see cref="ReturnChannel"/>.</summary>
    public string Channel { get; init; } = ReturnChannel.Counter;

    /// <summary>Why it corrects an earlier one; empty for the first.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>Files that were taken in.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];
}

/// <summary>What a return comes to, before it is sent.</summary>
/// <param name="Draft">The letter that would be issued.</param>
/// <param name="Before">The return that it corrects, or null.</param>
/// <param name="Fine">Fine for the late return, rupiah; billed later, not with it.</param>
internal sealed record ReturnPreview(ChargeDraft Draft, ChargeFileOf? Before, long Fine)
{
    /// <summary>What whoever takes it should look at before it is sent.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>More than before, or less where negative.</summary>
    public long Difference => Draft.Result.Parts.Total - (Before?.Current.Amount ?? 0);
}

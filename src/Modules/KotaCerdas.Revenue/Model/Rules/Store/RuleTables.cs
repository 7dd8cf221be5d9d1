using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A rule set as it was loaded; never changes.</summary>
internal sealed class RuleContent : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required int Version { get; init; }

    /// <summary>1 for the first loading of the version, higher for a corrected draft; the highest counts.</summary>
    public required int Revision { get; init; }

    public required string TitleId { get; init; }

    public required string TitleEn { get; init; }

    public required string Instrument { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required DateOnly? ValidTo { get; init; }

    public required bool Placeholder { get; init; }

    /// <summary>SHA-256 of the definition, in hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Canonical form.</summary>
    public required byte[] Definition { get; init; }

    /// <summary>File it came from.</summary>
    public required string Origin { get; init; }

    public required DateTime LoadedAt { get; init; }

    /// <summary>Who loaded it; null for the sets that ship.</summary>
    public required UserId? LoadedBy { get; init; }

    public required string LoadedByName { get; init; }

    public string Title => new Bilingual(TitleId, TitleEn).In();

    public static void Map(ModelBuilder model)
    {
        model.Entity<RuleContent>(e =>
        {
            e.ToTable("revenue_rule_content");
            e.HasKey(c => new { c.RegionCode, c.Version, c.Revision });
            e.Ignore(c => c.Title);
        });
        model.Entity<RuleTest>(e =>
        {
            e.ToTable("revenue_rule_test");
            e.HasKey(t => new { t.RegionCode, t.Version, t.Revision, t.Id });
        });
        model.Entity<RuleApproval>(e =>
        {
            e.ToTable("revenue_rule_approval");
            e.HasKey(a => new { a.RegionCode, a.Version, a.Revision, a.Approver });
        });
    }
}

/// <summary>A run of a set's worked examples.</summary>
internal sealed class RuleTest : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required int Version { get; init; }

    public required int Revision { get; init; }

    public required Guid Id { get; init; }

    public required int Passed { get; init; }

    public required int Failed { get; init; }

    public required DateTime RanAt { get; init; }

    public required UserId? RanBy { get; init; }

    public required string RanByName { get; init; }
}

/// <summary>One person's approval of exactly one content.</summary>
internal sealed class RuleApproval : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required int Version { get; init; }

    public required int Revision { get; init; }

    public required UserId Approver { get; init; }

    public required string ApproverName { get; init; }

    /// <summary>Hash of the content that was approved.</summary>
    public required string Hash { get; init; }

    /// <summary>Number of the decree the approval rests on.</summary>
    public required string Decree { get; init; }

    public required DateTime ApprovedAt { get; init; }
}

/// <summary>How far a version has come.</summary>
internal enum RuleState
{
    Draft,

    /// <summary>One of the two approvals is there.</summary>
    HalfApproved,

    /// <summary>In force by its dates; never changes again.</summary>
    Approved,
}

/// <summary>The content of a version that counts, with what people did about it.</summary>
/// <param name="Content">Newest revision.</param>
/// <param name="Test">Newest run of its worked examples, or null.</param>
/// <param name="Approvals">Approvals of this content.</param>
internal sealed record RuleVersion(RuleContent Content, RuleTest? Test, IReadOnlyList<RuleApproval> Approvals)
{
    public const int ApprovalsNeeded = 2;

    public RuleState State => Approvals.Count >= ApprovalsNeeded ? RuleState.Approved
        : Approvals.Count > 0 ? RuleState.HalfApproved : RuleState.Draft;

    public bool Tested => Test is { Failed: 0, Passed: > 0 };

    public bool IsInForce(DateOnly day) => State == RuleState.Approved && Content.ValidFrom <= day
        && (Content.ValidTo is null || day <= Content.ValidTo);
}

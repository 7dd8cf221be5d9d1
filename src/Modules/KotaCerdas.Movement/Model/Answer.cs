using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>The answer that stands for a question of an application.</summary>
internal sealed class Answer : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string ItemCode { get; init; }

    /// <summary>JSON of the value; empty where the answer was taken back.</summary>
    public required string Value { get; set; }

    public required string Note { get; set; }

    /// <summary>Grows with each change: an edit states the revision it started from.</summary>
    public required int Revision { get; set; }

    public required DateTime UpdatedAt { get; set; }

    public UserId? UpdatedBy { get; set; }

    /// <summary>Office of the editor, for the other editor of the same question.</summary>
    public required string UpdatedByName { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Answer>(e =>
    {
        e.ToTable("movement_answer");
        e.HasKey(a => new { a.RegionCode, a.CallId, a.ItemCode });
        e.Property(a => a.Revision).IsConcurrencyToken();
    });
}

/// <summary>Every value an answer ever had. Never changed.</summary>
internal sealed class AnswerHistory : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required CallId CallId { get; init; }

    public required string ItemCode { get; init; }

    public required int Revision { get; init; }

    public required string Value { get; init; }

    public required string Note { get; init; }

    public required DateTime ChangedAt { get; init; }

    public UserId? ChangedBy { get; init; }

    public required string ChangedByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<AnswerHistory>(e =>
    {
        e.ToTable("movement_answer_history");
        e.HasKey(a => new { a.RegionCode, a.CallId, a.ItemCode, a.Revision });
    });
}

using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model.Institutions;

/// <summary>
/// A decree of the head of region that sets up the council or the team. Once accepted it does not change; a later one replaces it.
/// </summary>
internal sealed class Decree : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Kind in the guide: <c>dewan</c>, <c>tim-pelaksana</c>.</summary>
    public required string Kind { get; init; }

    public required string Guide { get; init; }

    public string Number { get; private set; } = string.Empty;

    public DateOnly? DatedOn { get; private set; }

    /// <summary>The stored file, or null while there is none.</summary>
    public Guid? FileId { get; private set; }

    public string FileName { get; private set; } = string.Empty;

    public WorkStep Step { get; private set; }

    public DateOnly? SubmittedOn { get; private set; }

    public DateOnly? AcceptedOn { get; private set; }

    /// <summary>What the region writes in place of the guide's words, one entry a line; empty for the guide's.</summary>
    public string Considering { get; private set; } = string.Empty;

    public string Recalling { get; private set; } = string.Empty;

    public string Deciding { get; private set; } = string.Empty;

    /// <summary>The document of the platform that is signed, or null where the decree is made outside.</summary>
    public Guid? DocumentId { get; private set; }

    /// <summary>The letter by which the head lets another office sign, or null.</summary>
    public Guid? LetterId { get; private set; }

    public string LetterOffice { get; private set; } = string.Empty;

    public DateOnly? LetterUntil { get; private set; }

    public DateTime? LetterGrantedAt { get; private set; }

    public required DateTime CreatedAt { get; init; }

    public required UserId CreatedBy { get; init; }

    public int Version { get; private set; } = 1;

    /// <summary>True while the region works on it.</summary>
    public bool Open => Step is WorkStep.Draft or WorkStep.Returned;

    /// <summary>True while its document waits for the signature: nothing in it changes then.</summary>
    public bool OutForSignature => Open && DocumentId is not null && FileId is null;

    /// <summary>True where its document of the platform is signed.</summary>
    public bool SignedHere => DocumentId is not null && FileId is not null;

    public bool OnBehalf => LetterId is not null;

    public void Write(string number, DateOnly? datedOn)
    {
        LetGo();
        (Number, DatedOn) = (number, datedOn);
        Touch();
    }

    public void Attach(StoredFile file)
    {
        (FileId, FileName) = (file.Id.Value, file.Name);
        Touch();
    }

    public void Word(string considering, string recalling, string deciding)
    {
        LetGo();
        (Considering, Recalling, Deciding) = (considering, recalling, deciding);
        Touch();
    }

    /// <summary>Its document waits for the signature; what was brought on paper before gives way.</summary>
    public void Send(IssuedDocument document)
    {
        (DocumentId, Number, DatedOn) = (document.Id.Value, document.Number, document.DatedOn);
        (FileId, FileName) = (null, string.Empty);
        Touch();
    }

    /// <summary>Its document is taken back before anybody signed.</summary>
    public void TakeBack()
    {
        Check.That(OutForSignature);
        Forget();
        Touch();
    }

    /// <summary>Its document is signed: it counts as handed in on the day of the signature.</summary>
    public void Sign(StoredFile file, DateOnly on)
    {
        Check.That(OutForSignature);
        Attach(file);
        Submit(on);
    }

    /// <summary>A letter is made that lets another office sign; it counts once the head has signed it.</summary>
    public void Delegate(Guid letter, string office, DateOnly until)
    {
        (LetterId, LetterOffice, LetterUntil, LetterGrantedAt) = (letter, office, until, null);
        Touch();
    }

    public void Grant(DateTime at)
    {
        LetterGrantedAt = at;
        Touch();
    }

    /// <summary>The head signs again.</summary>
    public void Undelegate()
    {
        (LetterId, LetterOffice, LetterUntil, LetterGrantedAt) = (null, string.Empty, null, null);
        Touch();
    }

    /// <summary>A signed document that was returned no longer fits once something changes: it is made anew, or brought on paper.</summary>
    public void LetGo()
    {
        if (SignedHere)
        {
            Forget();
        }
    }

    public void Submit(DateOnly on)
    {
        (Step, SubmittedOn) = (WorkStep.Submitted, on);
        Touch();
    }

    public void Accept(DateOnly on)
    {
        (Step, AcceptedOn) = (WorkStep.Accepted, on);
        Touch();
    }

    public void Return()
    {
        Step = WorkStep.Returned;
        Touch();
    }

    /// <summary>Notes a change of its members too.</summary>
    public void Touch() => Version++;

    private void Forget() => (DocumentId, Number, DatedOn, FileId, FileName) = (null, string.Empty, null, null, string.Empty);

    public static void Map(ModelBuilder model) => model.Entity<Decree>(e =>
    {
        e.ToTable("movement_decree");
        e.HasKey(d => new { d.RegionCode, d.Id });
        e.Property(d => d.Version).IsConcurrencyToken();
        e.HasIndex(d => new { d.RegionCode, d.Kind }, "movement_decree_kind");
        e.HasIndex(d => new { d.RegionCode, d.Kind }, "movement_decree_open").IsUnique().HasFilter("step <> 'Accepted'");
    });
}

/// <summary>A seat in a decree, held by an office, never by a person.</summary>
internal sealed class DecreeMember : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid DecreeId { get; init; }

    /// <summary>Role in the guide.</summary>
    public required string Role { get; init; }

    /// <summary>Dimension of a working group, or empty.</summary>
    public required string Dimension { get; init; }

    /// <summary>Party in the guide.</summary>
    public required string Party { get; init; }

    public required string Office { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DecreeMember>(e =>
    {
        e.ToTable("movement_decree_member");
        e.HasKey(m => new { m.RegionCode, m.Id });
        e.HasIndex(m => new { m.RegionCode, m.DecreeId }).HasDatabaseName("movement_decree_member_decree");
    });
}

/// <summary>A decree was handed in, accepted or returned. A fact.</summary>
internal sealed class DecreeRuling : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required Guid Id { get; init; }

    public required Guid DecreeId { get; init; }

    public required RulingKind Kind { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<DecreeRuling>(e =>
    {
        e.ToTable("movement_decree_ruling");
        e.HasKey(r => new { r.RegionCode, r.Id });
        e.HasIndex(r => new { r.RegionCode, r.DecreeId }).HasDatabaseName("movement_decree_ruling_decree");
    });
}

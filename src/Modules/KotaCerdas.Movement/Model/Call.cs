using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Model;

/// <summary>One round of the movement: who may apply, with which questionnaire, until when, and how many are selected.</summary>
internal sealed class Call : ISharedRow
{
    public required CallId Id { get; init; }

    public required int Year { get; set; }

    public required CallTrack Track { get; set; }

    public required string TitleId { get; set; }

    public required string TitleEn { get; set; }

    /// <summary>Code of the questionnaire that regions fill in.</summary>
    public required string ApplicationInstrument { get; set; }

    public required int ApplicationVersion { get; set; }

    /// <summary>Code of the assessors' sheet; its weights are published with the call.</summary>
    public required string AssessmentInstrument { get; set; }

    public required int AssessmentVersion { get; set; }

    public required string LegalBasis { get; set; }

    public required string LetterNumber { get; set; }

    public DateOnly? LetterDate { get; set; }

    public CallStatus Status { get; private set; } = CallStatus.Draft;

    /// <summary>First legal date on which regions may apply, in each region's own zone.</summary>
    public required DateOnly OpensOn { get; set; }

    /// <summary>Last legal date on which a region may submit: it ends at midnight of the region's own zone.</summary>
    public required DateOnly SubmitBy { get; set; }

    /// <summary>Working days that a region gets to improve a returned application.</summary>
    public required int ReturnDays { get; set; }

    public required DateOnly AssessFrom { get; set; }

    public required DateOnly AssessTo { get; set; }

    /// <summary>Days in which a region may object to the decision.</summary>
    public required int ObjectionDays { get; set; }

    /// <summary>True where the objection window counts working days, false for calendar days.</summary>
    public required bool ObjectionInWorkingDays { get; set; }

    public required int Quota { get; set; }

    public required int ReserveSize { get; set; }

    /// <summary>JSON of <see cref="Model.TerritorialRules"/>.</summary>
    public string TerritorialRules { get; private set; } = RulesText.Write(Model.TerritorialRules.None);

    /// <summary>JSON of <see cref="Model.AssessorRules"/>.</summary>
    public string AssessorRules { get; private set; } = string.Empty;

    /// <summary>True for generated demo data, which every page says.</summary>
    public bool Generated { get; init; }

    public UserId? CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public UserId? OpenedBy { get; private set; }

    public DateTime? OpenedAt { get; private set; }

    public UserId? ClosedBy { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public UserId? WithdrawnBy { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Why the ministry withdrew it, as everybody reads it; empty before.</summary>
    public string WithdrawReason { get; private set; } = string.Empty;

    public string WithdrawLetter { get; private set; } = string.Empty;

    public DateOnly? WithdrawLetterDate { get; private set; }

    /// <summary>Grows with every change: what one edited must still be what is stored.</summary>
    public int Version { get; private set; } = 1;

    public TerritorialRules Territory
    {
        get => RulesText.Read<TerritorialRules>(TerritorialRules);
        set => TerritorialRules = RulesText.Write(value);
    }

    public AssessorRules Assessors
    {
        get => RulesText.Read<AssessorRules>(AssessorRules);
        set => AssessorRules = RulesText.Write(value);
    }

    /// <summary>Its title in the reader's language.</summary>
    public string Title => Languages.IsEnglish(CultureInfo.CurrentUICulture) ? TitleEn : TitleId;

    /// <summary>
    /// Why a region cannot take part, or null where it can: its kind fits the track, and it has a government of its own that can sign the
    /// memorandum which follows from a selection. Jakarta's six parts have none.
    /// </summary>
    public Problem? Refuse(Region region) => Refuse(Track, region);

    /// <summary>The same for any call of a track.</summary>
    public static Problem? Refuse(CallTrack track, Region region) =>
        region.Code.IsNational || region.Code.IsProvince != (track == CallTrack.Province)
            ? new Problem(track == CallTrack.Province ? "Movement.Invite.ForProvinces" : "Movement.Invite.ForCities", null, region.Name)
        : region.Administrative ? new Problem("Movement.Invite.NoGovernment", null, region.Name)
        : null;

    /// <summary>True where the region can take part.</summary>
    public bool Admits(Region region) => Refuse(region) is null;

    /// <summary>Notes a change of the call's own fields.</summary>
    public void Touch() => Version++;

    /// <summary>The next step of the call's life; any other step is refused.</summary>
    public Problem? Advance(CallStatus next, Actor actor, DateTime now)
    {
        if (next != Status + 1 || next == CallStatus.Withdrawn)
        {
            return new Problem("Movement.Call.WrongStep");
        }

        Status = next;
        if (next == CallStatus.Open)
        {
            (OpenedBy, OpenedAt) = (actor.User, now);
        }
        else if (next == CallStatus.Closed)
        {
            (ClosedBy, ClosedAt) = (actor.User, now);
        }

        Touch();
        return null;
    }

    /// <summary>Moves the last day, and with it the assessment; what it was is kept in the fact that is returned.</summary>
    public CallExtension Extend(int number, CallDays days, MinistryReason why, (Actor Actor, DateTime Now) by)
    {
        var fact = new CallExtension
        {
            CallId = Id,
            Number = number,
            OldSubmitBy = SubmitBy,
            NewSubmitBy = days.SubmitBy,
            OldAssessFrom = AssessFrom,
            NewAssessFrom = days.AssessFrom,
            OldAssessTo = AssessTo,
            NewAssessTo = days.AssessTo,
            Reason = why.Text,
            LetterNumber = why.LetterNumber,
            LetterDate = why.LetterDate,
            At = by.Now,
            ByUser = by.Actor.User,
            ByName = by.Actor.Name,
        };
        (SubmitBy, AssessFrom, AssessTo) = (days.SubmitBy, days.AssessFrom, days.AssessTo);
        Touch();
        return fact;
    }

    /// <summary>Why the call cannot be withdrawn now, or null: a draft is deleted, and what is decided stands.</summary>
    public Problem? RefuseWithdrawal() => Status switch
    {
        CallStatus.Draft => new Problem("Movement.Call.WithdrawDraft"),
        CallStatus.Withdrawn => new Problem("Movement.Call.AlreadyWithdrawn"),
        CallStatus.Decided or CallStatus.Announced => new Problem("Movement.Call.WithdrawDecided"),
        _ => null,
    };

    public Problem? Withdraw(Actor actor, DateTime now, MinistryReason why)
    {
        if (RefuseWithdrawal() is { } refused)
        {
            return refused;
        }

        Status = CallStatus.Withdrawn;
        (WithdrawnBy, WithdrawnAt, WithdrawReason) = (actor.User, now, why.Text);
        (WithdrawLetter, WithdrawLetterDate) = (why.LetterNumber, why.LetterDate);
        Touch();
        return null;
    }

    public static void Map(ModelBuilder model) => model.Entity<Call>(e =>
    {
        e.ToTable("movement_call");
        e.HasKey(c => c.Id);
        e.Ignore(c => c.Title);
        e.Ignore(c => c.Territory);
        e.Ignore(c => c.Assessors);
        e.Property(c => c.Version).IsConcurrencyToken();
        e.HasIndex(c => new { c.Year, c.Track }).IsUnique().HasFilter("status <> 'Draft' and status <> 'Withdrawn'")
            .HasDatabaseName("movement_call_one_running");
    });
}

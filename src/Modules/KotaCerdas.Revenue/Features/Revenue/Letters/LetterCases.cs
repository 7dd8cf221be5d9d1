using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a letter is to be about: the charge it follows, or the object and period it begins with.</summary>
internal sealed record LetterTarget(string Letter, ChargeId? Charge, KindObjectId? Object, DateOnly From, DateOnly To)
{
    /// <summary>The request it answers, or null.</summary>
    public Guid? Request { get; init; }

    /// <summary>The PBB-P2 object that a reduction of years is about, or null.</summary>
    public Nop? Nop { get; init; }

    /// <summary>What it is proposed together with, or null.</summary>
    public Guid? Batch { get; init; }

    public static LetterTarget Of(Proposal proposal) =>
        new(proposal.Letter, proposal.ChargeId, proposal.ObjectId, proposal.PeriodFrom, proposal.PeriodTo)
        {
            Request = proposal.RequestId,
            Nop = Facts.Read(proposal.Facts).TryGetValue(ReductionCase.Object, out var nop) && Model.Nop.TryParse(nop, out var number)
                ? number : null,
        };
}

/// <summary>Brings together what a letter is computed from.</summary>
internal sealed class LetterCases(
    KotaDb db, RegisterDesk desk, ChargeReading charges, KindObjectReading objects, BillCharges bills, CalendarStore calendars)
{
    private const int MostPeriodDays = 3660;

    /// <summary>The calendar that terms count by.</summary>
    public Task<WorkingCalendar> CalendarAsync(CancellationToken cancel) => calendars.LoadAsync(cancel);

    /// <summary>The case of a target as it stands today, or why there is none.</summary>
    public async Task<Outcome<LetterCase>> OpenAsync(Region region, LetterTarget target, CancellationToken cancel)
    {
        if (LetterRules.Find(target.Letter) is not { Group: not "return" } letter)
        {
            return new Problem("Revenue.Letter.Unknown", null, target.Letter);
        }

        var today = desk.Today(region);
        var inForce = await charges.InForceAsync(region.Code, today, cancel);
        if (inForce.Failed)
        {
            return inForce.Problem;
        }

        letter = letter.Under(inForce.Value, today);
        var calendar = await calendars.LoadAsync(cancel);
        var begun = letter.Basis == LetterBasis.Years
            ? await ReliefAsync(region, letter, target, (inForce.Value, calendar, today), cancel)
            : target.Charge is { } id
            ? await FollowAsync(region, letter, id, (inForce.Value, calendar, today), cancel)
            : await BeginAsync(region, letter, target, (inForce.Value, calendar, today), cancel);
        if (begun.Failed || target.Request is not { } request)
        {
            return begun;
        }

        return begun.Value with
        {
            Request = await db.In<LetterRequest>(RegionScope.Of(region.Code)).AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == request, cancel),
        };
    }

    /// <summary>Letters that may follow a charge today, in the order of the table.</summary>
    public async Task<IReadOnlyList<LetterRule>> NextAsync(Region region, ChargeFileOf file, CancellationToken cancel)
    {
        // The case is the same for all of them but for the letter.
        var letters = LetterRules.All.Where(l => !l.IsFirst && l.AppliesTo(file.Kind)).ToList();
        var at = letters.Count == 0 ? Outcome.Fail<LetterCase>([RegisterDesk.NotFound]) : await OpenAsync(
            region, new(letters[0].Code, file.Id, null, file.Current.PeriodFrom, file.Current.PeriodTo), cancel);
        return at.Failed ? [] :
        [
            .. letters.Select(l => l.Under(at.Value.Today, at.Value.On))
                .Where(l => LetterOrder.Refuse(at.Value with { Letter = l }) is null),
        ];
    }

    private async Task<Outcome<LetterCase>> FollowAsync(
        Region region, LetterRule letter, ChargeId id, (RuleSet Set, WorkingCalendar Calendar, DateOnly On) now, CancellationToken cancel)
    {
        if (await charges.FindAsync(region.Code, id, cancel) is not { } parent)
        {
            return RegisterDesk.NotFound;
        }

        var known = desk.Now;
        var thing = parent.Current.ObjectId is { } of ? await objects.FindAsync(region.Code, of, parent.Current.PeriodTo, cancel) : null;
        var ruleDay = parent.Current.PeriodTo < now.On ? parent.Current.PeriodTo : now.On;
        var set = await charges.InForceAsync(region.Code, ruleDay, cancel);
        var before = parent.Current.Follows is { } followed ? await charges.FindAsync(region.Code, followed, cancel) : null;
        var followers = await charges.FollowersAsync(region.Code, id, cancel);
        return new LetterCase
        {
            Letter = letter,
            Topic = ChargeTopic.Of(parent, thing?.Current),
            Parent = parent,
            Grandparent = before,
            Followers = followers,
            Audited = await AuditedAsync(region.Code, (parent, before, followers), cancel),
            TakenOn = await charges.Deliveries.TakenAsync(
                region.Code, [.. parent.Events.Where(e => LetterRules.Find(e.Letter)?.Wait is not null).Select(e => e.DocumentId)], cancel),
            Beside = await BesideAsync(region.Code, parent, cancel),
            Billed = (await charges.BilledAsync(region.Code, [id], cancel)).GetValueOrDefault(id),
            Today = now.Set,
            Set = set.Failed ? now.Set : set.Value,
            Calendar = now.Calendar,
            On = now.On,
            KnownAt = known,
            Registered = parent.Bill is { } bill && letter.Basis == LetterBasis.Facts
                ? await bills.RegisteredAsync(bill, known, cancel) : null,
        };
    }

    /// <summary>What audits have assessed of the return or assessment that a chain of letters began with.</summary>
    private async Task<IReadOnlyList<Charge>> AuditedAsync(
        RegionCode region, (ChargeFileOf Parent, ChargeFileOf? Before, IReadOnlyList<Charge> Followers) of, CancellationToken cancel)
    {
        var root = of.Before?.Current.Follows ?? of.Before?.Id ?? of.Parent.Id;
        var found = new List<Charge>();
        var next = new Queue<ChargeId>([root]);
        while (next.TryDequeue(out var id))
        {
            var after = id == of.Parent.Id ? of.Followers : await charges.FollowersAsync(region, id, cancel);
            foreach (var charge in after.Where(c => LetterRules.Audits.Contains(c.FirstLetter)))
            {
                found.Add(charge);
                next.Enqueue(charge.ChargeId);
            }
        }

        return [.. found.Where(ObjectPeriods.Stands)];
    }

    /// <summary>What came in the place of a return or assessment that was cancelled, or null.</summary>
    private async Task<Charge?> BesideAsync(RegionCode region, ChargeFileOf parent, CancellationToken cancel) =>
        parent is { IsCancelled: true, Current: { ObjectId: { } id, Follows: null } current }
            ? (await ObjectPeriods.OfAsync(db, region, id, (current.PeriodFrom, current.PeriodTo), cancel))
                .FirstOrDefault(c => c.ChargeId != parent.Id && ObjectPeriods.Stands(c))
            : null;

    /// <summary>A reduction before the assessment: about an object, before there is anything that is owed.</summary>
    private async Task<Outcome<LetterCase>> ReliefAsync(
        Region region, LetterRule letter, LetterTarget target, (RuleSet Set, WorkingCalendar Calendar, DateOnly On) now,
        CancellationToken cancel)
    {
        var scope = RegionScope.Of(region.Code);
        if (target.Nop is not { } nop
            || await db.In<TaxObject>(scope).AsNoTracking().Where(o => o.Nop == nop).ToListAsync(cancel) is not { Count: > 0 } versions)
        {
            return RegisterDesk.NotFound;
        }

        var current = TaxObject.On(now.On, versions) ?? versions.MaxBy(v => v.Version)!;
        return new LetterCase
        {
            Letter = letter,
            Topic = new(
                RevenueKinds.Find(RevenueKinds.Pbb)!, await objects.StandingAsync(region.Code, current.TaxpayerId, cancel), null,
                Assessment.PbbAccounts.Subject(nop), target.From, target.To),
            Relief = new(
                nop,
                await db.In<Model.Assessment.Bill>(scope).Where(b => b.Nop == nop).Select(b => b.TaxYear).Distinct().ToListAsync(cancel),
                await db.In<Reduction>(scope).AsNoTracking().Where(r => r.Nop == nop).ToListAsync(cancel)),
            Today = now.Set,
            Set = now.Set,
            Calendar = now.Calendar,
            On = now.On,
            KnownAt = desk.Now,
        };
    }

    private async Task<Outcome<LetterCase>> BeginAsync(
        Region region, LetterRule letter, LetterTarget target, (RuleSet Set, WorkingCalendar Calendar, DateOnly On) now,
        CancellationToken cancel)
    {
        if (target.To < target.From || target.To.DayNumber - target.From.DayNumber > MostPeriodDays)
        {
            return new Problem("Revenue.Letter.PeriodWrong", "To");
        }

        if (target.Object is not { } id || await objects.FindAsync(region.Code, id, target.To, cancel) is not { } file)
        {
            return new Problem("Revenue.Return.NoObject");
        }

        // What would be asked for has to be collectable.
        if (letter.ExpiresFrom == "period" && target.To.AddYears(LetterRules.ExpiryOf(file.Kind).Years) is var ends && ends < now.On)
        {
            return new Problem("Revenue.Letter.PeriodExpired", "To", LetterText.PeriodOf(target.From, target.To), ends);
        }

        var set = await charges.InForceAsync(region.Code, target.To < now.On ? target.To : now.On, cancel);
        if (set.Failed)
        {
            return set.Problem;
        }

        if (letter.Basis == LetterBasis.Estimate
            && await RefuseEstimateAsync(region.Code, id, target, (set.Value, now.Calendar, now.On), cancel) is { } refused)
        {
            return refused;
        }

        return new LetterCase
        {
            Letter = letter,
            Topic = new(file.Kind, file.Owner, file.Current, file.Current.Number, target.From, target.To),
            Today = now.Set,
            Set = set.Value,
            Calendar = now.Calendar,
            On = now.On,
            KnownAt = desk.Now,
        };
    }

    /// <summary>
    /// Why an estimate cannot take the place of a return: it is of one month, as a return is, after the last day on which that may come,
    /// and nothing was returned or assessed for it.
    /// </summary>
    private async Task<Problem?> RefuseEstimateAsync(
        RegionCode region, KindObjectId id, LetterTarget target, (RuleSet Set, WorkingCalendar Calendar, DateOnly On) now,
        CancellationToken cancel)
    {
        var period = LetterText.PeriodOf(target.From, target.To);
        if (target.From.Day != 1 || target.To != target.From.AddMonths(1).AddDays(-1))
        {
            return new("Revenue.Letter.MonthNeeded", "To", period);
        }

        if (target.To >= now.On)
        {
            return new("Revenue.Return.NotOver", null, period);
        }

        foreach (var charge in await ObjectPeriods.OfAsync(db, region, id, (target.From, target.To), cancel))
        {
            if (LetterRules.Of(charge.FirstLetter).Group == "return")
            {
                return new("Revenue.Letter.Filed", null, period);
            }

            if (ObjectPeriods.Stands(charge))
            {
                return ObjectPeriods.Assessed("Revenue.Letter.AssessedPeriod", charge);
            }
        }

        var fileBy = FileReturn.FileBy(now.Set, target.To, now.Calendar);
        return fileBy.Failed ? fileBy.Problem
            : now.On <= fileBy.Value ? new("Revenue.Letter.FilingOpen", null, period, fileBy.Value) : null;
    }
}

using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>The chain of events of what is owed: what stands after each follows from what stood before it (I6).</summary>
internal static class ChargeChain
{
    /// <summary>
    /// True where each event follows from the one before, and each further cycle from one of them. A PBB-P2 bill is issued by its batch,
    /// before its events; its events name its cycle.
    /// </summary>
    /// <param name="amounts">What each cycle asks for, in order.</param>
    /// <param name="events">What happened, in order.</param>
    public static bool Follows(IReadOnlyList<long> amounts, IReadOnlyList<ChargeEvent> events)
    {
        if (amounts[0] < 0)
        {
            return false;
        }

        var (standing, cycle) = (ChargeStanding.Issue(amounts[0]), 1);
        foreach (var (index, e) in events.Index())
        {
            var isBill = e.Nop is not null;
            var issues = index == 0 && !isBill;
            if (e.Ordinal != index + 1 || issues != (e.Kind == ChargeEventKind.Issued)
                || Next(standing, e, (amounts, cycle)) is not { } next)
            {
                return false;
            }

            cycle += e.Kind == ChargeEventKind.Amended ? 1 : 0;
            standing = next;
            if (standing != ChargeFileOf.StandingOf(e) || e.Cycle != (isBill ? cycle : null))
            {
                return false;
            }
        }

        return cycle == amounts.Count;
    }

    /// <summary>What stands after an event, null where it cannot happen there or says another change.</summary>
    private static ChargeStanding? Next(ChargeStanding standing, ChargeEvent e, (IReadOnlyList<long> Amounts, int Cycle) at)
    {
        switch (e.Kind)
        {
            case ChargeEventKind.Issued:
                return e.Change == at.Amounts[0] ? standing : null;
            case ChargeEventKind.Paid:
                return e.Change < 0 ? standing.Pay(-e.Change) : null;
            case ChargeEventKind.WrittenOff:
                return standing.Open > 0 && e.Change == -standing.Open ? standing.WriteOff() : null;
            case ChargeEventKind.Amended:
                if (at.Cycle >= at.Amounts.Count || at.Amounts[at.Cycle] < 0 || standing.State == ChargeState.WrittenOff)
                {
                    return null;
                }

                var change = at.Amounts[at.Cycle] - at.Amounts[at.Cycle - 1];
                return e.Change == change ? standing.Amend(change, at.Amounts[at.Cycle]) : null;
            default:
                return e.Change == 0 ? standing : null;
        }
    }
}

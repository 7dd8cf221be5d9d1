using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>What must always hold, by the numbers of docs/modules/ledger.md; those left out are of other modules.</summary>
public enum Invariant
{
    /// <summary>Debits equal credits in each journal and book.</summary>
    I1 = 1,

    /// <summary>Nothing that was recorded is changed or deleted.</summary>
    I2,

    /// <summary>A key once in a region.</summary>
    I3,

    /// <summary>A reversal is equal and opposite, once.</summary>
    I4,

    /// <summary>What a payment settles and what is left over are together what was received.</summary>
    I5,

    /// <summary>What is open follows from what happened and is never below zero.</summary>
    I6,

    /// <summary>A closed month holds what it held when it was closed.</summary>
    I7,

    /// <summary>A receivable is the sum of its obligations.</summary>
    I8,

    /// <summary>Every assessment comes out again.</summary>
    I11 = 11,

    /// <summary>Numbers have no gap and none twice.</summary>
    I12,

    /// <summary>Documents, assessments and journals are as many and as much.</summary>
    I13,

    /// <summary>Rows of regions are kept apart.</summary>
    I14,

    /// <summary>Nobody approves what they made.</summary>
    I15,

    /// <summary>Days are chained by their hashes.</summary>
    I16,

    /// <summary>Interest is nothing before the due day, never falls, is capped, and is the sum over its regimes.</summary>
    I17,

    /// <summary>Sums that are kept beside the lines are what the lines give; <c>ledger rebuild</c> makes them again.</summary>
    Sums = 100,
}

/// <summary>A constraint of the database that holds an invariant or a part of it by itself.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Table">Of which table.</param>
/// <param name="Name">Unique index, or the name that PostgreSQL gives the check.</param>
/// <param name="Check">The check as the migration writes it; null for a unique index.</param>
public sealed record DatabaseRule(Invariant Invariant, string Table, string Name, string? Check = null);

/// <summary>What the check says about one invariant.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Looked">Things looked at; null where nothing looks here: it was not checked.</param>
/// <param name="Broken">How many of them broke it.</param>
/// <param name="Flaws">The first of these.</param>
/// <param name="Held">Tables whose constraints hold it or a part of it, as they were found in the database.</param>
public sealed record InvariantReport(
    Invariant Invariant, long? Looked, long Broken, IReadOnlyList<Problem> Flaws, IReadOnlyList<string> Held);

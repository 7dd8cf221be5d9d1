using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features;

/// <summary>Turns the losing side of a race into a problem that a person can act on.</summary>
internal static class Saving
{
    /// <summary>Commits, or tells that someone else was faster.</summary>
    /// <param name="write">The open write.</param>
    /// <param name="raced">What to say where a row changed meanwhile or a unique key is taken.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<Problem?> TryCommitAsync(this WriteScope write, Problem raced, CancellationToken cancel)
    {
        try
        {
            await write.CommitAsync(cancel);
            return null;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || IsTaken(e.InnerException))
        {
            return raced;
        }
    }

    private static bool IsTaken(Exception? error) => error switch
    {
        Npgsql.PostgresException postgres => postgres.SqlState == Npgsql.PostgresErrorCodes.UniqueViolation,
        Microsoft.Data.Sqlite.SqliteException sqlite => sqlite.SqliteErrorCode == 19,
        _ => false,
    };
}

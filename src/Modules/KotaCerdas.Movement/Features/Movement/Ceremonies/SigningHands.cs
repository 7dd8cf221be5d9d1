using System.Collections.Concurrent;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>
/// What somebody typed for a batch of signatures, for a while and in memory only: a passphrase never stands in the database, so after a
/// restart the batch asks for it again.
/// </summary>
internal sealed class SigningHands(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<UserId, (SigningHand Hand, DateTimeOffset Until)> _hands = new();

    public void Keep(UserId user, SigningHand hand) => _hands[user] = (hand, clock.GetUtcNow() + Kept);

    /// <summary>The batch has ended.</summary>
    public void Forget(UserId user) => _hands.TryRemove(user, out _);

    public SigningHand Of(UserId? user)
    {
        if (user is not { } id || !_hands.TryGetValue(id, out var kept))
        {
            return SigningHand.None;
        }

        if (kept.Until >= clock.GetUtcNow())
        {
            return kept.Hand;
        }

        _hands.TryRemove(id, out _);
        return SigningHand.None;
    }
}

using KotaCerdas.Movement.Contracts;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>
/// The rankings that were computed last, each with the stamp of what it was computed from. Officers of the country read them; nothing of
/// one region's is shown to another. A ranking whose stamp has changed is never handed out.
/// </summary>
internal sealed class RankingCache : IDisposable
{
    /// <summary>Rankings kept; one is some megabytes with the trace of every region.</summary>
    public const int Most = 4;

    private readonly Lock _lock = new();
    private readonly List<Kept> _kept = [];
    private readonly SemaphoreSlim _computing = new(1, 1);

    /// <summary>What is kept of a call, or null.</summary>
    public Kept? Find(CallId call)
    {
        lock (_lock)
        {
            return _kept.Find(k => k.Call == call);
        }
    }

    /// <summary>Keeps a ranking instead of an older one of its call; the one that was kept first goes where there are too many.</summary>
    public void Keep(Kept kept)
    {
        lock (_lock)
        {
            _kept.RemoveAll(k => k.Call == kept.Call);
            if (_kept.Count == Most)
            {
                _kept.RemoveAt(0);
            }

            _kept.Add(kept);
        }
    }

    /// <summary>One computes at a time: who waited finds it done.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await _computing.WaitAsync(cancel);
        return new Leave(_computing);
    }

    public void Dispose() => _computing.Dispose();

    internal sealed record Kept(CallId Call, RankingStamp Stamp, RankedCall Ranked);

    private sealed class Leave(SemaphoreSlim computing) : IDisposable
    {
        public void Dispose() => computing.Release();
    }
}

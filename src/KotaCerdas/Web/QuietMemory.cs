namespace KotaCerdas.Web;

/// <summary>
/// Gives memory back once it is quiet. The runtime collects when something is allocated and keeps what it collected for the next burst: a
/// server that was busy in the morning would hold its morning's memory until the night. Ten quiet seconds after a burst everything that is
/// free goes back to the machine, at the price of one pause of some 100 ms in which few wait.
/// </summary>
internal sealed class QuietMemory : IDisposable
{
    /// <summary>A server that serves nobody allocates some 0.6 MB a second, for its clocks and operations.</summary>
    private const long QuietBytes = 15_000_000;

    /// <summary>A burst; a server that serves nobody takes some minutes for as much.</summary>
    private const long WorthBytes = 100_000_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly ITimer _timer;
    private long _allocated;
    private long _givenBackAt;

    private QuietMemory(TimeProvider clock)
    {
        _allocated = GC.GetTotalAllocatedBytes();
        _timer = clock.CreateTimer(_ => Settle(), null, Look, Look);
    }

    /// <summary>Looks every ten seconds until it is disposed of.</summary>
    public static QuietMemory Watch(TimeProvider clock) => new(clock);

    /// <summary>Collects everything and hands what is free to the machine, at once.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        NativeHeap.Trim();
    }

    public void Dispose() => _timer.Dispose();

    private void Settle()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var quiet = allocated - _allocated < QuietBytes;
        _allocated = allocated;
        if (quiet && allocated - _givenBackAt > WorthBytes)
        {
            GiveBack();
            _givenBackAt = allocated;
        }
    }
}

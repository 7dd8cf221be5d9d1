namespace KotaCerdas.Platform.Tests.Data;

public sealed class ReadAheadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task All_things_come_in_their_order()
    {
        var seen = new List<int>();
        await foreach (var i in Enumerable.Range(0, 10_000).ToAsyncEnumerable().Ahead(default))
        {
            seen.Add(i);
        }

        Assert.Equal(Enumerable.Range(0, 10_000), seen);
    }

    [Fact]
    public async Task The_next_thing_is_made_while_the_reader_is_busy_and_no_more_than_may_wait()
    {
        var made = 0;
        var second = new TaskCompletionSource();
        IEnumerable<int> Things()
        {
            for (var i = 0; i < 100; i++)
            {
                Interlocked.Increment(ref made);
                if (i == 1)
                {
                    second.SetResult();
                }

                yield return i;
            }
        }

        await foreach (var first in Things().ToAsyncEnumerable().Ahead(default))
        {
            Assert.Equal(0, first);
            await second.Task.WaitAsync(Patience);
            await Task.Delay(50);
            Assert.InRange(Volatile.Read(ref made), 2, 3);
            break;
        }

        var left = Volatile.Read(ref made);
        await Task.Delay(50);
        Assert.Equal(left, Volatile.Read(ref made));
    }

    [Fact]
    public async Task A_failure_of_the_making_side_comes_after_what_was_made_before()
    {
        static IEnumerable<int> Things()
        {
            yield return 1;
            throw new InvalidDataException("planted");
        }

        var seen = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var i in Things().ToAsyncEnumerable().Ahead(default))
            {
                seen.Add(i);
            }
        });
        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task Cancelling_stops_both_sides()
    {
        using var cancel = new CancellationTokenSource();
        var made = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var i in Enumerable.Range(0, 1_000_000).Select(i => made = i).ToAsyncEnumerable().Ahead(cancel.Token))
            {
                if (i == 10)
                {
                    await cancel.CancelAsync();
                }
            }
        });
        Assert.InRange(made, 10, 999_999);
    }
}

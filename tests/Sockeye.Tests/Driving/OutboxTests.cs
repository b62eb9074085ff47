using System.Text;
using Sockeye.Driving;
using Sockeye.Protocols;
using Sockeye.Testing;
using Sockeye.Transports;

namespace Sockeye.Tests.Driving;

public sealed class OutboxTests
{
    private static readonly OutboxOptions Small = new() { MaxBytes = 10, MaxMessages = 4 };

    private readonly VirtualTime _time = new();
    private readonly StuckChannel _channel = new();

    [Fact]
    public void What_has_gathered_is_flushed_together_and_in_order() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);
        await EnqueueAndWaitAsync(outbox, "a");
        Assert.True(outbox.TryEnqueue("b"u8.ToArray()));
        Assert.True(outbox.TryEnqueue("c"u8.ToArray()));

        TakeAll(batches: 2);
        await outbox.CompleteAsync();

        Assert.Equal([["a"], ["b", "c"]], _channel.Batches);
    });

    [Fact]
    public void All_that_was_queued_is_sent_before_it_is_complete_and_nothing_after() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);
        Assert.True(outbox.TryEnqueue("a"u8.ToArray()));
        Task complete = outbox.CompleteAsync();

        Assert.False(outbox.TryEnqueue("b"u8.ToArray()));
        await VirtualTime.UntilAsync(() => _channel.Batches.Count == 1);
        Assert.False(complete.IsCompleted);
        TakeAll(batches: 1);
        await complete;

        Assert.Equal([["a"]], _channel.Batches);
    });

    [Theory, InlineData("a\nb"), InlineData("a\r"), InlineData("\n")]
    public void What_is_more_than_one_line_is_refused_and_nothing_is_lost_by_it(string message) => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);

        Assert.Throws<LocalProtocolException>(() => outbox.TryEnqueue(Encoding.UTF8.GetBytes(message)));

        Assert.True(outbox.TryEnqueue("c"u8.ToArray()));
        TakeAll(batches: 1);
        await outbox.CompleteAsync();
        Assert.Equal([["c"]], _channel.Batches);
    });

    [Fact]
    public void What_cannot_be_written_ends_the_connection() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);
        _channel.Refuses = true;

        Assert.True(outbox.TryEnqueue("a"u8.ToArray()));

        await Assert.ThrowsAsync<InvalidOperationException>(outbox.CompleteAsync);
        Assert.Equal(EndReason.HandlerFailed, _channel.Aborted);
    });

    [Theory]
    [InlineData("1234567890", "", "x")] // bytes: the limit, and one more
    [InlineData("1234", "12345|1", "x")]
    [InlineData("1", "2|3|4", "5")] // messages
    public void One_too_many_ends_the_connection(string sending, string waiting, string tooMany) => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);
        await EnqueueAndWaitAsync(outbox, sending);
        foreach (string message in waiting.Split('|', StringSplitOptions.RemoveEmptyEntries))
            Assert.True(outbox.TryEnqueue(Encoding.UTF8.GetBytes(message)), message);

        Assert.False(outbox.TryEnqueue(Encoding.UTF8.GetBytes(tooMany)));

        Assert.Equal(EndReason.SendQueueFull, _channel.Aborted);
        await Assert.ThrowsAsync<TransportException>(outbox.CompleteAsync);
        await outbox.DisposeAsync(); // says nothing
        Assert.Single(_channel.Batches); // what waited was for nobody any more
    });

    [Fact]
    public void Newest_is_dropped_where_that_is_asked_for() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small with { DropsNewest = true });
        await EnqueueAndWaitAsync(outbox, "123456");
        Assert.True(outbox.TryEnqueue("1234"u8.ToArray()));

        Assert.False(outbox.TryEnqueue("x"u8.ToArray()));
        Assert.Equal((1, EndReason.None), (outbox.Dropped, _channel.Aborted));
        _channel.TakeOne();
        await VirtualTime.UntilAsync(() => _channel.Batches.Count == 2); // the first has made room
        Assert.True(outbox.TryEnqueue("y"u8.ToArray()));
        TakeAll(batches: 2);
        await outbox.CompleteAsync();

        Assert.Equal([["123456"], ["1234"], ["y"]], _channel.Batches);
    });

    [Fact]
    public void Later_message_of_a_topic_replaces_the_one_that_waits() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small);
        await EnqueueAndWaitAsync(outbox, "here1", topic: "here");
        Assert.True(outbox.TryEnqueue("a2"u8.ToArray(), "a")); // here1 is on its way
        Assert.True(outbox.TryEnqueue("b1"u8.ToArray()));
        for (int i = 3; i < 100; i++)
            Assert.True(outbox.TryEnqueue(Encoding.UTF8.GetBytes($"a{i}"), "a"));

        TakeAll(batches: 2);
        await outbox.CompleteAsync();

        Assert.Equal([["here1"], ["a99", "b1"]], _channel.Batches);
    });

    [Fact]
    public void Longer_one_of_a_topic_is_too_much_as_well() => _time.Run(async () =>
    {
        var outbox = new Outbox(_channel, Small with { DropsNewest = true });
        await EnqueueAndWaitAsync(outbox, "12345");
        Assert.True(outbox.TryEnqueue("1234"u8.ToArray(), "a"));

        Assert.True(outbox.TryEnqueue("12345"u8.ToArray(), "a"));
        Assert.False(outbox.TryEnqueue("123456"u8.ToArray(), "a"));
        TakeAll(batches: 2);
        await outbox.CompleteAsync();

        Assert.Equal([["12345"], ["12345"]], _channel.Batches);
    });

    private async Task EnqueueAndWaitAsync(Outbox outbox, string message, object? topic = null)
    {
        Assert.True(outbox.TryEnqueue(Encoding.UTF8.GetBytes(message), topic));
        await VirtualTime.UntilAsync(() => _channel.Batches.Count == 1); // now it is being sent
    }

    private void TakeAll(int batches)
    {
        for (int i = 0; i < batches; i++)
            _channel.TakeOne();
    }
}

using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.MessagePack;
using HotPath.Soak.Distributed.Messages;
using HotPath.Soak.Distributed.Session;

namespace HotPath.Soak.Tests.Distributed.Session;

public class MasterReportsTests
{
    private const int MostBytes = 3_000;

    private readonly Outbox _outbox = new(MostBytes);
    private readonly MasterReports _reports;

    public MasterReportsTests() => _reports = new MasterReports(new LocustMessages("host_1"), _outbox);

    [Fact]
    public async Task SendFile_NoRoom_IsDroppedAndSeenByItsNumber()
    {
        _reports.Open();

        for (int i = 0; i < 5; i++) _reports.SendFile(Part(1_000)); // two find room
        long first = await SendNextAsync();
        _reports.SendFile(Part(1_000));

        Assert.Equal(3, _reports.Dropped);
        Assert.Equal((0, 1, 5), (first, await SendNextAsync(), await SendNextAsync()));
    }

    [Fact]
    public async Task Add_NoRoomForReports_FindsItForWhatKeepsTheWorkerKnown()
    {
        _reports.Open();
        while (_reports.Dropped == 0) _reports.SendFile(Part(1_000));

        _outbox.Add(new byte[5_000]);
        await SendNextAsync();
        await SendNextAsync();

        Assert.Equal(5_000, (await _outbox.NextAsync(TestContext.Current.CancellationToken))!.Payload.Length);
    }

    [Fact]
    public void Clear_WhatWaits_CountsReportsAndMakesRoom()
    {
        _reports.Open();
        _reports.SendFile(Part(1_000));
        _reports.SendFile(Part(1_000));
        _outbox.Add(new byte[1]);

        Assert.Equal(2, _outbox.Clear());
        _reports.SendFile(Part(2_000));
        Assert.Equal(0, _reports.Dropped);
    }

    [Fact]
    public async Task Sent_MessageThatWasDroppedMeanwhile_LeavesTheNextOneThere()
    {
        _outbox.Add(new byte[1]);
        OutboxMessage sending = (await _outbox.NextAsync(TestContext.Current.CancellationToken))!;
        _outbox.Clear();
        _outbox.Add(new byte[2]);

        _outbox.Sent(sending);

        Assert.Equal(2, (await _outbox.NextAsync(TestContext.Current.CancellationToken))!.Payload.Length);
    }

    [Fact]
    public async Task Next_CompletedWithSomethingWaiting_GivesItAndThenNothing()
    {
        _outbox.Add(new byte[1]);
        _outbox.Complete();

        OutboxMessage last = (await _outbox.NextAsync(TestContext.Current.CancellationToken))!;
        _outbox.Sent(last);

        Assert.Null(await _outbox.NextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void SendFile_LongerThanAMasterMayBeHeldUpFor_Throws()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => _reports.SendFile(Part(WorkerFilePart.MostBytes + 1)));

        Assert.StartsWith("A part of latency.hlog has 262,145 bytes; 262,144 at most are expected.", refused.Message, StringComparison.Ordinal);
    }

    private static WorkerFilePart Part(int bytes) => new("latency.hlog", 0, new byte[bytes], Replaces: false);

    /// <returns>The number of the part that is sent.</returns>
    private async Task<long> SendNextAsync()
    {
        OutboxMessage next = (await _outbox.NextAsync(TestContext.Current.CancellationToken))!;
        _outbox.Sent(next);
        Assert.True(MessagePackReader.TryReadWhole(next.Payload.Span, out object? value, out string? problem), problem);
        return (long)((Dictionary<object, object?>)((List<object?>)value!)[1]!)["sequence"]!;
    }
}

using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Machine;

public sealed class FullCollectionTests
{
    [Fact]
    public async Task RequestAsync_AnyProcess_IsSeenWithItsPauseByWhatListens()
    {
        ProcessSample before = ProcessSample.Read();
        long pausesBefore = Count(GcPauses.Own.RequestedPauses);

        await FullCollection.RequestAsync();

        ProcessSample after = ProcessSample.Read();
        Assert.True(Count(GcPauses.Own.RequestedPauses) > pausesBefore);
        Assert.True(after.GcRequested > before.GcRequested && after.Gen2Requested > before.Gen2Requested && after.Gen2 > before.Gen2);
        Assert.True(after.GcPauseMs > before.GcPauseMs);
        Assert.NotEqual(before.Heap!.Value.LastFull, after.Heap!.Value.LastFull);
        Assert.InRange(after.Heap.Value.AfterFullBytes, 1, after.RssBytes);
    }

    [Fact]
    public async Task RequestAsync_WhatIsHeldAndWhatIsNot_AreToldApart()
    {
        const int Held = 64 << 20; // more than the tests beside this one give back meanwhile
        await FullCollection.RequestAsync();
        long before = ProcessSample.Read().Heap!.Value.AfterFullBytes;

        byte[] held = GC.AllocateUninitializedArray<byte>(Held);
        Throw(GC.AllocateUninitializedArray<byte>(Held));
        await FullCollection.RequestAsync();

        Assert.InRange(ProcessSample.Read().Heap!.Value.AfterFullBytes - before, Held / 2, Held * 3 / 2);
        GC.KeepAlive(held);
    }

    private static void Throw(byte[] away) => away[0] = 1;

    private static long Count(LatencyRecorder recorder)
    {
        HistogramSnapshot copy = new();
        recorder.CopyTo(copy);
        return copy.Count;
    }
}

using System.Runtime.CompilerServices;
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
        const int Size = 64 << 20;
        byte[] held = GC.AllocateUninitializedArray<byte>(Size);
        WeakReference thrownAway = ThrowAway(Size);

        await FullCollection.RequestAsync();

        Assert.False(thrownAway.IsAlive);
        Assert.True(ProcessSample.Read().Heap!.Value.AfterFullBytes >= Size);
        GC.KeepAlive(held);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ThrowAway(int size) => new(GC.AllocateUninitializedArray<byte>(size));

    private static long Count(LatencyRecorder recorder)
    {
        HistogramSnapshot copy = new();
        recorder.CopyTo(copy);
        return copy.Count;
    }
}

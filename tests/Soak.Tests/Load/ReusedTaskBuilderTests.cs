using System.Runtime.CompilerServices;
using HotPath.Soak.Load;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Load;

public sealed class ReusedTaskBuilderTests
{
#if DEBUG
    private const int MostBytesACall = 100; // a debug build makes an object of the method's state; what else holds it would be another hundred
#else
    private const int MostBytesACall = 0;
#endif

    private readonly Gate _gate = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Await_AMethodThatReturns_GivesItsResult(bool waits)
    {
        ValueTask<int> call = AddOneAsync(waits ? _gate : null, 41);

        Assert.Equal(!waits, call.IsCompleted);
        _gate.Open();
        Assert.Equal(42, await call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Await_AMethodThatThrows_ThrowsTheSame(bool waits)
    {
        ValueTask<int> call = FailAsync(waits ? _gate : null);

        _gate.Open();
        InvalidOperationException problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await call);
        Assert.Equal("as asked", problem.Message);
    }

    [Fact]
    public async Task Await_AMethodThatIsCancelled_IsCancelled()
    {
        ValueTask<int> call = CancelAsync(_gate);

        _gate.Open();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task Await_Twice_IsRefusedAndLeavesLaterCallsAlone()
    {
        ValueTask<int> first = AddOneAsync(_gate, 1);
        _gate.Open();
        await first;
        Gate other = new();
        ValueTask<int> second = AddOneAsync(other, 2);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await first);

        Gate third = new();
        ValueTask<int> last = AddOneAsync(third, 30);
        third.Open();
        other.Open();
        Assert.Equal((3, 31), (await second, await last));
    }

    [Fact]
    public async Task Await_WaitsInLoopsAndInEachOther_KeepTheirOwnState()
    {
        Task<int>[] sums = [.. Enumerable.Range(0, 50).Select(number => SumAsync(number).AsTask())];

        Assert.Equal(Enumerable.Range(0, 50).Select(number => 20 * number), await Task.WhenAll(sums));
    }

    /// <summary>The framework's own pool has room for a few: of twenty calls that wait together it would make most anew.</summary>
    [Fact]
    public void Await_AsManyAtOnceAsBefore_AllocatesNothing()
    {
        Gate[] gates = [.. Enumerable.Range(0, 20).Select(_ => new Gate())];
        List<ValueTask<int>> calls = new(gates.Length);
        int sum = 0;
        Run();

        long allocated = Allocations.Least(Run);

        Assert.InRange(allocated, 0, gates.Length * MostBytesACall);
        Assert.Equal(0, sum % (20 * 21 / 2));

        void Run()
        {
            calls.Clear();
#pragma warning disable CA2012 // each is taken once, below
            for (int i = 0; i < gates.Length; i++) calls.Add(AddOneAsync(gates[i], i));
#pragma warning restore CA2012
            foreach (Gate gate in gates) gate.Open();
            foreach (ValueTask<int> call in calls) sum += call.GetAwaiter().GetResult();
        }
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private static async ValueTask<int> AddOneAsync(Gate? gate, int number)
    {
        if (gate is not null) await gate;
        return number + 1;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private static async ValueTask<int> FailAsync(Gate? gate)
    {
        if (gate is not null) await gate;
        throw new InvalidOperationException("as asked");
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private static async ValueTask<int> CancelAsync(Gate gate)
    {
        await gate;
        throw new OperationCanceledException();
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private static async ValueTask<int> SumAsync(int number)
    {
        int sum = 0;
        for (int i = 0; i < 20; i++)
        {
            await Task.Yield(); // on to another thread
            sum += await LaterAsync(number);
        }

        return sum;
    }

    [AsyncMethodBuilder(typeof(ReusedTaskBuilder<>))]
    private static async ValueTask<int> LaterAsync(int number)
    {
        await Task.Yield();
        return number;
    }

    /// <summary>Waited for by one at a time, opened by hand, closed again when the wait is over.</summary>
    private sealed class Gate : ICriticalNotifyCompletion
    {
        private Action? _goOn;

        public bool IsCompleted { get; private set; }

        public Gate GetAwaiter() => this;

        public void GetResult() => IsCompleted = false;

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _goOn = continuation;

        public void Open()
        {
            IsCompleted = true;
            (Action? goOn, _goOn) = (_goOn, null);
            goOn?.Invoke();
        }
    }
}

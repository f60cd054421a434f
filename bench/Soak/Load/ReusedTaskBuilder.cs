using System.Runtime.CompilerServices;

namespace HotPath.Soak.Load;

/// <summary>
/// Builds the async methods that every request goes through: what holds a call's state while it waits is kept and used again, so that
/// they allocate nothing once as many were made as wait at one time.
/// </summary>
/// <remarks>
/// The framework's own pooling builder keeps one for each thread and one for each processor: with tens of requests open, each of which
/// waits in a chain of methods, most calls find none. The execution context is not carried over a wait: the load reads none.
/// </remarks>
internal struct ReusedTaskBuilder<TResult>
{
    private ReusedTask<TResult>? _task; // null as long as the call has not waited
    private TResult? _result;
    private Exception? _problem;

    public readonly ValueTask<TResult> Task =>
        _task is not null ? _task.AsValueTask()
        : _problem is not null ? ValueTask.FromException<TResult>(_problem)
        : new ValueTask<TResult>(_result!);

    public static ReusedTaskBuilder<TResult> Create() => default;

#pragma warning disable CA1822 // the compiler calls these two on an instance
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => stateMachine.MoveNext();

    /// <summary>Asked for by the compiler, called by nobody: what is kept is made in <see cref="Wait{TStateMachine}"/>.</summary>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }
#pragma warning restore CA1822

    public void SetResult(TResult result)
    {
        if (_task is null) _result = result;
        else _task.SetResult(result);
    }

    public void SetException(Exception problem)
    {
        if (_task is null) _problem = problem;
        else _task.SetException(problem);
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(Wait(ref stateMachine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Wait(ref stateMachine));

    private Action Wait<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        if (_task is Call<TStateMachine> waiting) return waiting.GoOn;

        Call<TStateMachine> call = Call<TStateMachine>.Take();
        _task = call; // this builder is a part of the state machine, and its copy below must know where it lives
        call.Hold(stateMachine);
        return call.GoOn;
    }

    private sealed class Call<TStateMachine> : ReusedTask<TResult>
        where TStateMachine : IAsyncStateMachine
    {
        private static readonly Lock KeptLock = new();
        private static readonly Stack<Call<TStateMachine>> Kept = new();

        private TStateMachine? _stateMachine;

        private Call() => GoOn = () => _stateMachine!.MoveNext();

        /// <summary>Runs the method from where it waits; one delegate for all calls.</summary>
        public Action GoOn { get; }

        public static Call<TStateMachine> Take()
        {
            lock (KeptLock)
            {
                if (Kept.TryPop(out Call<TStateMachine>? kept)) return kept;
            }

            return new Call<TStateMachine>();
        }

        public void Hold(TStateMachine stateMachine) => _stateMachine = stateMachine;

        protected override void Keep()
        {
            _stateMachine = default; // lets go of what the call referred to
            lock (KeptLock) Kept.Push(this);
        }
    }
}

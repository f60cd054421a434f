namespace HotPath.Architecture.Tests.PublicApi;

/// <summary>One of each thing that a listing must show, or must not.</summary>
public class ApiSample
{
    public const string Text = "text";
    protected const int Shared = 1;
    private protected const int Hidden = 2;
    internal const int Internal = 3;

    public static readonly long[] Values = [1];

    private protected ApiSample()
    {
    }

    protected ApiSample(string? name, params ReadOnlySpan<int> numbers) => Name = name ?? $"{numbers.Length}{Hidden}";

    public event Action<string?>? Changed;

    public required string Name { get; init; }

    public IReadOnlyDictionary<string, int?[]>? Map { get; protected set; }

    protected internal int Inner { get; private set; }

    internal int NotShown { get; set; }

    public virtual bool TryRead(in long key, out string? value, ref int count, DayOfWeek day = DayOfWeek.Monday, string? hint = null, CancellationToken cancellationToken = default)
    {
        value = hint;
        Changed?.Invoke(value);
        return key == count && day == 0 && cancellationToken.IsCancellationRequested;
    }

    [Obsolete("Use the other.")]
    public static T? Make<T>(Func<T, Task<List<string?>>>? make)
        where T : class, IDisposable, new() => make is null ? null : new T();

    public override string ToString() => Name;
}

public readonly record struct ApiRecordSample(int Number, string? Text);

public ref struct ApiRefSample<T>(ReadOnlySpan<T> items)
    where T : unmanaged
{
    public ReadOnlySpan<T> Items { get; } = items;

    public readonly ref readonly T this[int index] => ref Items[index];

    public readonly void Visit<TVisitor>(scoped ref TVisitor visitor)
        where TVisitor : IDisposable, allows ref struct => visitor.Dispose();
}

[Flags]
public enum ApiFlagsSample : byte
{
    None = 0,
    First = 1,
}

using HotPath.Architecture.Tests.Samples.Upstairs;

namespace HotPath.Architecture.Tests.Samples.Ground;

// One class for each way in which compiled code can name a type; each names Upstairs in that way alone.

internal sealed class ByField
{
    internal Guest? _field;

    public bool Clear() => (_field = null) is null;
}

internal sealed class ByBase : Guest;

internal sealed class ByInterface : IGuest;

internal sealed class ByProperty
{
    public static IGuest? Property => null;
}

internal sealed class ByParameter
{
    public static void Method(IGuest? guest) => _ = guest is null;
}

internal sealed class ByGenericArgument
{
    public static IReadOnlyList<Dictionary<int, Guest[]>> Method() => [];
}

internal sealed class ByConstraint
{
    public static void Method<T>()
        where T : IGuest
    {
    }
}

internal sealed class ByEvent
{
#pragma warning disable CS0067 // Only its type matters here.
    public event EventHandler<Mood>? Happened;
#pragma warning restore CS0067
}

internal sealed class ByConstruction
{
    public static object Method() => new Guest();
}

internal sealed class ByStaticCall
{
    public static void Method() => Guest.Greet();
}

internal sealed class ByGenericCall
{
    public static object Method() => Activator.CreateInstance<Guest>();
}

internal sealed class ByCast
{
    public static bool Method(object value) => value is IGuest;
}

internal sealed class ByTypeOf
{
    public static object Method() => typeof(Guest.Luggage);
}

internal sealed class ByLocal
{
    public static string Method(object value)
    {
        Mood mood = (Mood)value.GetHashCode();
        return mood.ToString();
    }
}

internal sealed class ByCatch
{
    public static void Method(Action action)
    {
        try
        {
            action();
        }
        catch (GuestException)
        {
            action = () => { };
        }
    }
}

internal sealed class ByNestedLambda
{
    public static Func<Func<object>> Method(int number) => () => () => (number, new Guest());
}

internal sealed class ByAsyncMethod
{
    public static async Task Method()
    {
        await Task.Yield();
        Guest.Greet();
    }
}

internal sealed class ByIterator
{
    public static IEnumerable<object> Method()
    {
        yield return new Guest();
    }
}

internal sealed class ByNestedType
{
    internal static class Inner
    {
        internal sealed class Innermost
        {
            internal Guest? _field;

            public bool Clear() => (_field = null) is null;
        }
    }
}

[Guest]
internal sealed class ByAttribute;

internal sealed class ByAttributeArgument
{
    [System.ComponentModel.TypeConverter(typeof(List<Guest.Luggage>))]
    public static int Property => 0;
}

internal sealed class AfterSwitch
{
    /// <summary>A jump table before the arrow: an operand of varying length must not put the reading out of step.</summary>
    public static object Method(int number) => number switch
    {
        0 => "zero",
        1 => 1L << 40,
        2 => 2.5,
        3 => 3.5f,
        4 => 'c',
        5 => new int[] { 1, 2, 3, 4, 5, 6, 7, 8 },
        _ => new Guest(),
    };
}

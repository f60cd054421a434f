using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

/// <summary>Makes results whose every member, also one that is added later, has a value unlike any other.</summary>
internal sealed class Filled
{
    /// <summary>What is kept by name has two, this and <c>one</c>.</summary>
    public const string SecondKey = "two";

    private int _next = 1;

    public static RunResult Run => (RunResult)new Filled().Of(typeof(RunResult)) with { SchemaVersion = RunResult.CurrentSchemaVersion };

    public static IntervalResult Interval => (IntervalResult)new Filled().Of(typeof(IntervalResult));

    public static RunEvent Event => (RunEvent)new Filled().Of(typeof(RunEvent));

    private object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        int next = _next++;
        if (type == typeof(string)) return $"text {next}";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return next;
        if (type == typeof(long)) return (long)next;
        if (type == typeof(double)) return next + 0.25;
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch.AddMilliseconds(next);
        if (!type.IsGenericType) return OfRecord(type);

        Type[] arguments = type.GetGenericArguments();
        return arguments.Length == 1 ? OfList(arguments[0]) : OfDictionary(arguments[1]);
    }

    private object OfRecord(Type type)
    {
        object made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            property.SetValue(made, Of(property.PropertyType));
        }

        return made;
    }

    private Array OfList(Type item)
    {
        Array list = Array.CreateInstance(item, 2);
        for (int i = 0; i < list.Length; i++) list.SetValue(Of(item), i);
        return list;
    }

    private IDictionary OfDictionary(Type item)
    {
        IDictionary entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        entries["one"] = Of(item);
        entries[SecondKey] = Of(item);
        return entries;
    }
}

using System.Reflection;

namespace HotPath.Architecture.Tests.PublicApi;

/// <summary>All that users of an assembly can name, as text that a person can read and a diff can show.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <returns>Lines: each type on one, its members behind it, indented; in an order that does not depend on the source.</returns>
    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany((type, index) => Of(type).Prepend(ApiType.Declaration(type)).Prepend(index == 0 ? null : "").OfType<string>());

    /// <returns>The members of one type.</returns>
    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), null))
                .Select(field => $"    {field.Name} = {field.GetRawConstantValue()}");
        }

        ApiMember members = new();
        return
        [
            .. Lines(type.GetFields(Declared).Where(IsVisible), members.Field),
            .. Lines(type.GetConstructors(Declared).Where(IsVisible), members.Method),
            .. Lines(type.GetProperties(Declared).Where(property => IsWritten(property) && property.GetAccessors(nonPublic: true).Any(IsVisible)), members.Property),
            .. Lines(type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)), members.Event),
            .. Lines(type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method) && IsNoAccessor(method)), members.Method),
        ];
    }

    private static IEnumerable<string> Lines<TMember>(IEnumerable<TMember> members, Func<TMember, string> declaration)
        where TMember : MemberInfo => members
            .Select(member => (member.Name, Declaration: declaration(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Declaration, StringComparer.Ordinal)
            .Select(member => $"    {member.Declaration}");

    internal static bool IsVisible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    // What the compiler adds to every record goes without saying, and is said by the word.
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false) && member.Name != "EqualityContract";

    private static bool IsNoAccessor(MethodInfo method) => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);
}

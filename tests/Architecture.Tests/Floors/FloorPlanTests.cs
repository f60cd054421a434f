using HotPath.Architecture.Tests.Metadata;
using HotPath.Architecture.Tests.Samples.Balcony;
using HotPath.Architecture.Tests.Samples.Ground;
using HotPath.Architecture.Tests.Samples.Shed;
using HotPath.Architecture.Tests.Samples.Upstairs;

namespace HotPath.Architecture.Tests.Floors;

/// <summary>Proves the checker on the sample house of this assembly before it is believed about the real one.</summary>
public class FloorPlanTests
{
    private const string Root = "HotPath.Architecture.Tests.Samples";

    private static readonly FloorPlan Plan = new(
        Root,
        Rooms: [new("Ground", 1), new("Upstairs", 2), new("Balcony", 2)],
        Doorways: [new("Upstairs", "Balcony")],
        Refusals: [new("Ground", "System.Net.Http", "the ground floor has no line")]);

    private static readonly CompiledAssembly ThisAssembly = CompiledAssembly.Read(typeof(FloorPlanTests).Assembly.Location);

    public static TheoryData<Type, Type> UpwardArrows => new()
    {
        { typeof(ByField), typeof(Guest) },
        { typeof(ByBase), typeof(Guest) },
        { typeof(ByInterface), typeof(IGuest) },
        { typeof(ByProperty), typeof(IGuest) },
        { typeof(ByParameter), typeof(IGuest) },
        { typeof(ByGenericArgument), typeof(Guest) },
        { typeof(ByConstraint), typeof(IGuest) },
        { typeof(ByEvent), typeof(Mood) },
        { typeof(ByConstruction), typeof(Guest) },
        { typeof(ByStaticCall), typeof(Guest) },
        { typeof(ByGenericCall), typeof(Guest) },
        { typeof(ByCast), typeof(IGuest) },
        { typeof(ByTypeOf), typeof(Guest) },
        { typeof(ByLocal), typeof(Mood) },
        { typeof(ByCatch), typeof(GuestException) },
        { typeof(ByNestedLambda), typeof(Guest) },
        { typeof(ByAsyncMethod), typeof(Guest) },
        { typeof(ByIterator), typeof(Guest) },
        { typeof(ByNestedType), typeof(Guest) },
        { typeof(ByAttribute), typeof(Guest) },
        { typeof(ByAttributeArgument), typeof(Guest) },
        { typeof(AfterSwitch), typeof(Guest) },
    };

    [Theory]
    [MemberData(nameof(UpwardArrows))]
    public void Check_ArrowUp_IsFoundWithBothTypesAndTheRule(Type from, Type to)
    {
        IReadOnlyList<string> findings = Plan.Check(UsesOf(from));

        Assert.Equal([$"{from.FullName} names {to.FullName}: Ground is on floor 1 and Upstairs on floor 2; arrows point down only."], findings);
    }

    [Theory]
    [InlineData(typeof(Floorboard))] // its own room
    [InlineData(typeof(Guest))]      // down
    [InlineData(typeof(Throughway))] // along the floor, through a doorway
    public void Check_AllowedArrow_FindsNothing(Type from)
    {
        Assert.Empty(Plan.Check(UsesOf(from)));
    }

    [Fact]
    public void Check_SameFloorAgainstTheDoorway_IsFound()
    {
        IReadOnlyList<string> findings = Plan.Check(UsesOf(typeof(WayBack)));

        Assert.Equal([$"{typeof(WayBack)} names {typeof(Guest)}: both are on floor 2, and there is no doorway Balcony -> Upstairs."], findings);
    }

    [Fact]
    public void Check_RefusedNamespaceOutsideTheHouse_IsFound()
    {
        IReadOnlyList<string> findings = Plan.Check(UsesOf(typeof(UsesForeignNamespace)));

        Assert.Equal(
            [$"{typeof(UsesForeignNamespace)} names System.Net.Http.HttpMethod: Ground may not name System.Net.Http; the ground floor has no line."],
            findings);
    }

    [Fact]
    public void Check_RefusedRoomBelow_IsFoundDespiteTheFloor()
    {
        FloorPlan plan = Plan with { Refusals = [new("Upstairs", $"{Root}.Ground", "guests float")] };

        IReadOnlyList<string> findings = plan.Check(UsesOf(typeof(Guest)));

        Assert.Equal([$"{typeof(Guest)} names {typeof(Floorboard)}: Upstairs may not name {Root}.Ground; guests float."], findings);
    }

    [Fact]
    public void Check_RoomMissingFromTheTable_IsFound()
    {
        IReadOnlyList<string> findings = Plan.Check(UsesOf(typeof(Rake)));

        string finding = Assert.Single(findings);
        Assert.StartsWith($"{typeof(Rake)} is in no room of the plan;", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Stray")]
    [InlineData(Root, "Stray")]
    [InlineData($"{Root}Elsewhere", "Stray")]
    public void Check_TypeOutsideEveryRoom_IsFound(string namespaceName, string name)
    {
        Assert.Single(Plan.Check([new TypeUses(new NamedType(namespaceName, name), [])]));
    }

    [Theory]
    [InlineData("", "<PrivateImplementationDetails>")]
    [InlineData("", "<>f__AnonymousType0`1")]
    [InlineData("System.Runtime.CompilerServices", "NullableAttribute")]
    [InlineData("Microsoft.CodeAnalysis", "EmbeddedAttribute")]
    public void Check_TypeMadeByTheCompiler_NeedsNoRoom(string namespaceName, string name)
    {
        Assert.Empty(Plan.Check([new TypeUses(new NamedType(namespaceName, name), [])]));
    }

    [Theory]
    [InlineData("")] // top-level statements
    [InlineData(Root)]
    public void Check_Program_IsARoomOfItsOwn(string namespaceName)
    {
        FloorPlan plan = Plan with { Rooms = [.. Plan.Rooms, new("Program", 0)] };
        TypeUses program = new(new NamedType(namespaceName, "Program"), [new NamedType($"{Root}.Ground", "Floorboard")]);

        string finding = Assert.Single(plan.Check([program]));

        Assert.EndsWith("Program is on floor 0 and Ground on floor 1; arrows point down only.", finding, StringComparison.Ordinal);
    }

    private static IEnumerable<TypeUses> UsesOf(Type type) =>
        [ThisAssembly.Types.Single(uses => uses.Type == new NamedType(type.Namespace!, type.Name))];
}

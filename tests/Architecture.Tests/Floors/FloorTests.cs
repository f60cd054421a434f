using HotPath.Architecture.Tests.Metadata;

namespace HotPath.Architecture.Tests.Floors;

public class FloorTests
{
    private static readonly CompiledAssembly Soak = CompiledAssembly.ReadBesideTests("hotpath-soak.dll");

    [Fact]
    public void Soak_AsCompiled_HasNoArrowUp()
    {
        Findings.AssertNone(SoakFloors.Plan.Check(Soak.Types));
    }

    [Fact]
    public void Soak_AsCompiled_IsReadWithItsRooms()
    {
        Assert.Contains(Soak.Types, uses => uses.Type.IsWithin("HotPath.Soak.Scenarios") && uses.Used.Count > 1);
    }

    [Fact]
    public void Plan_DoorwaysAndRefusals_NameRoomsThatExist()
    {
        FloorPlan plan = SoakFloors.Plan;
        int FloorOf(string room) => plan.Rooms.Single(r => r.Name == room).Floor;

        Assert.All(plan.Doorways, doorway => Assert.Equal(FloorOf(doorway.From), FloorOf(doorway.To)));
        Assert.All(plan.Refusals, refusal => Assert.Single(plan.Rooms, room => room.Name == refusal.Room));
    }
}

using HotPath.Micro.Results;

namespace HotPath.EndToEnd.Tests.Micro;

public class MachineNameTests
{
    [Theory]
    [InlineData("AMD EPYC", 2, "Debian GNU/Linux 12 (bookworm)", "AMD-EPYC-2-cores-Debian-12")]
    [InlineData("AMD EPYC 7763 64-Core Processor", 4, "Ubuntu 24.04.2 LTS (Noble Numbat)", "AMD-EPYC-7763-4-cores-Ubuntu-24.04")]
    [InlineData("Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", 2, "Windows 11 (10.0.26100.4061/24H2/2024Update)", "Intel-Xeon-Platinum-8370C-2-cores-Windows-11")]
    [InlineData("12th Gen Intel(R) Core(TM) i7-12700K", 20, "Windows 10 (10.0.19045.5854/22H2/2022Update)", "12th-Gen-Intel-Core-i7-12700K-20-cores-Windows-10")]
    [InlineData("AMD Ryzen 7 7840U with Radeon 780M Graphics", 16, "Fedora Linux 41 (Workstation Edition)", "AMD-Ryzen-7-7840U-16-cores-Fedora-Linux-41")]
    [InlineData("Apple M1", 8, "macOS Sequoia 15.5 (24F74) [Darwin 24.5.0]", "Apple-M1-8-cores-macOS-Sequoia-15.5")]
    [InlineData(null, 1, null, "unknown-1-core-unknown")]
    [InlineData("../../x", 1, "..", "x-1-core-unknown")] // never a path
    public void Of_AnyMachine_IsReadableAndWithoutWhatUpdatesChange(string? processor, int processorCount, string? operatingSystem, string expected)
    {
        Assert.Equal(expected, MachineName.Of(processor, processorCount, operatingSystem));
    }
}

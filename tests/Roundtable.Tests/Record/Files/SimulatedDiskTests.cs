using System.Collections.Concurrent;
using System.Globalization;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Files;

/// <summary>The log's promises on a disk that keeps no more than it must. <c>ROUNDTABLE_TEST_SEED=17</c> runs one seed again.</summary>
public sealed class SimulatedDiskTests
{
    private const string Variable = "ROUNDTABLE_TEST_SEED";

    [Fact]
    public void On_a_disk_that_keeps_only_what_was_flushed_no_promise_of_the_log_is_broken()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var one))
        {
            using var again = new Simulation(one, TestContext.Current.SendDiagnosticMessage);
            again.Run();
            return;
        }

        ConcurrentBag<(int Seed, string Error)> failures = [];
        var (opened, stopped, leaves) = (0, 0, 0);
        Parallel.For(0, TestDepth.Of(500, 20_000), seed =>
        {
            using var simulation = new Simulation(seed);
            try
            {
                simulation.Run();
            }
            catch (Exception e)
            {
                failures.Add((seed, e.Message));
            }

            Interlocked.Add(ref opened, simulation.Figures.Opened);
            Interlocked.Add(ref stopped, simulation.Figures.Stopped);
            Interlocked.Add(ref leaves, simulation.Figures.Leaves);
        });
        Assert.True(
            failures.IsEmpty,
            string.Join('\n', failures.OrderBy(f => f.Seed).Take(5).Select(f => $"{Variable}={f.Seed}: {f.Error}").Prepend($"{failures.Count} seeds failed:")));
        TestContext.Current.SendDiagnosticMessage($"opened {opened} times, stopped {stopped} times in a call, {leaves} leaves");
        Assert.True(stopped > TestDepth.Of(100, 4_000), $"only {stopped} stopped in a call");
        Assert.True(leaves > TestDepth.Of(1_000, 40_000), $"only {leaves} leaves");
    }
}

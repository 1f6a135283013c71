using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Doctor;

/// <summary>What the program rests on here, from the command line.</summary>
public sealed class DoctorProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public DoctorProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_holds_and_what_is_missing_stand_in_one_table()
    {
        var found = await RunAsync("doctor", "--json");
        Assert.Equal(ExitCode.Ok, found.Code);
        var rows = JsonElement.Parse(found.Out).GetProperty("checks");
        Assert.NotEmpty(rows.EnumerateArray().ToList());
        Assert.All(rows.EnumerateArray(), r => Assert.Contains(r.GetProperty("health").GetString(), (string[])["ok", "warning"]));
        Assert.Contains("ok", (await RunAsync("doctor")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_fails_with_its_place_and_its_own_exit_code()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "roundtable.yaml"), "panels: [\n", Cancellation);
        var found = await RunAsync("doctor");
        Assert.Equal(ExitCode.CheckFailed, found.Code);
        Assert.Contains("FAILED", found.Out, StringComparison.Ordinal);
        Assert.Contains("roundtable.yaml", found.Out, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}

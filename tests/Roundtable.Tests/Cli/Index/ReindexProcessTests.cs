using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Index;

/// <summary>Session files and their index made again from the log.</summary>
public sealed class ReindexProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public ReindexProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_session_whose_file_is_gone_comes_back_byte_for_byte()
    {
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "Is it so?", "--option", "Yes", "--option", "No")).Code);
        var file = _data.EnumerateDirectories("sessions").Single().EnumerateFiles("*.json").Single();
        var before = await File.ReadAllBytesAsync(file.FullName, Cancellation);
        file.Delete();

        var id = Path.GetFileNameWithoutExtension(file.Name);
        var result = JsonElement.Parse((await RunAsync("reindex", "--json")).Out);
        Assert.Equal(1, result.GetProperty("sessions").GetInt32());
        Assert.Equal(id, result.GetProperty("restored")[0].GetString());
        Assert.Equal(before, await File.ReadAllBytesAsync(file.FullName, Cancellation));
        Assert.Equal("1 session is in the index; no file was missing.\n", (await RunAsync("reindex")).Out);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}

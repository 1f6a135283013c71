using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Mcp;

/// <summary>The Model Context Protocol over standard input and output.</summary>
public sealed class McpProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public McpProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task It_shakes_hands_lists_its_tools_and_ends_with_its_input()
    {
        using var process = _program.Start("mcp");
        await WriteAsync(process, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        var hello = JsonElement.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!);
        Assert.Equal("roundtable", hello.GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString());
        await WriteAsync(process, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        await WriteAsync(process, """{"jsonrpc":"2.0","id":2,"method":"tools/list","params":{}}""");
        var tools = JsonElement.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!).GetProperty("result").GetProperty("tools");
        Assert.Contains("ask_panel", tools.EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal((ExitCode.Ok, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task It_asks_twice_and_begins_a_run_of_labels_that_stops_in_order_with_its_input()
    {
        _program.Variables["ROUNDTABLE_REHEARSAL_PACE_MS"] = "0";
        using var process = _program.Start("mcp");
        await WriteAsync(process, """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        await process.StandardOutput.ReadLineAsync(Cancellation);
        await WriteAsync(process, """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        for (var call = 1; call <= 2; call++)
        {
            var asked = await CallAsync(process, call, "ask_panel", """{"question":"Should we?","options":["Yes","No"],"panel":"rehearsal"}""");
            Assert.Equal("finished", asked.GetProperty("structuredContent").GetProperty("status").GetString());
        }

        var items = string.Join(',', Enumerable.Range(0, 2000).Select(i => $$"""{"text":"Report {{i}}."}"""));
        var begun = await CallAsync(
            process, 3, "start_labels", $$"""{"codebook":"name: t\ninstructions: I.\nclasses:\n  - {name: a, definition: A.}\n  - {name: b, definition: B.}\n","items":[{{items}}],"panel":"rehearsal"}""");
        var run = begun.GetProperty("structuredContent").GetProperty("run").GetString()!;
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(ExitCode.Ok, process.ExitCode);
        var resumed = await _program.RunAsync(Cancellation, "runs", "resume", run, "--json");
        Assert.True(resumed.Code == ExitCode.Ok, resumed.Error);
        var shown = JsonElement.Parse((await _program.RunAsync(Cancellation, "label", "--show", run, "--json")).Out);
        Assert.Equal(2000, shown.GetProperty("report").GetProperty("items").GetInt32());
    }

    private static async Task<JsonElement> CallAsync(System.Diagnostics.Process process, int id, string tool, string arguments)
    {
        await WriteAsync(process, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""");
        while (true)
        {
            var message = JsonElement.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message.GetProperty("result");
            }
        }
    }

    private static async Task WriteAsync(System.Diagnostics.Process process, string message)
    {
        await process.StandardInput.WriteLineAsync(message.AsMemory(), Cancellation);
        await process.StandardInput.FlushAsync(Cancellation);
    }
}

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

    private static async Task WriteAsync(System.Diagnostics.Process process, string message)
    {
        await process.StandardInput.WriteLineAsync(message.AsMemory(), Cancellation);
        await process.StandardInput.FlushAsync(Cancellation);
    }
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Web.Mcp;

/// <summary>
/// A tool whose arguments are checked against its input schema before it runs: nothing unknown, nothing missing, nothing of another type. What goes
/// wrong in it is told in a sentence; an error of the program itself is logged with a report.
/// </summary>
public sealed partial class CheckedTool : DelegatingMcpServerTool
{
    private readonly WorkspaceContext _workspace;
    private readonly ILogger<CheckedTool> _logger;

    /// <summary>Checks the calls of a tool.</summary>
    public CheckedTool(McpServerTool tool, WorkspaceContext workspace, ILogger<CheckedTool> logger)
        : base(tool)
    {
        (_workspace, _logger) = (workspace, logger);
        ProtocolTool = Closed(tool.ProtocolTool);
    }

    /// <inheritdoc/>
    public override Tool ProtocolTool { get; }

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        if (Problem(request.Params?.Arguments) is { } problem)
        {
            return ToolAnswer.Error(problem);
        }

        try
        {
            return await base.InvokeAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (McpException e)
        {
            return ToolAnswer.Error(e.Message);
        }
#pragma warning disable CA1031 // Whatever goes wrong in a tool, the client is told and the server goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var (kind, message) = WorkspaceError.Describe(e);
            if (kind == ErrorKind.Internal)
            {
                var report = CrashReport.Write(_workspace.DataDirectory, e, _workspace.Time.GetUtcNow()) ?? "no file, since none could be written";
                Crashed(_logger, ProtocolTool.Name, e.GetType().Name, report);
                message += $" Details are in {report} on the server: please report the error with that file.";
            }
            else
            {
                Failed(_logger, ProtocolTool.Name, kind, message);
            }

            return ToolAnswer.Error(message);
        }
    }

    /// <summary>What is wrong with the arguments of a call; null where they are accepted.</summary>
    private string? Problem(IDictionary<string, JsonElement>? arguments)
    {
        var schema = ProtocolTool.InputSchema;
        Dictionary<string, JsonElement> known = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)
            : [];
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            if (!known.TryGetValue(name, out var expected))
            {
                return $"Unknown argument '{Neutralise.Line(name)}'{CloseName.Suggest(name, known.Keys)} "
                    + (known.Count == 0 ? "This tool takes none." : $"Known arguments: {string.Join(", ", known.Keys)}.");
            }

            if (!Fits(value, expected))
            {
                return $"The argument '{name}' is not of the type that the input schema states: {expected.GetProperty("type").GetRawText()}.";
            }
        }

        return schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().Select(r => r.GetString()!).FirstOrDefault(r => arguments?.ContainsKey(r) != true) is { } missing
                ? $"The argument '{missing}' is required."
                : null;
    }

    private static bool Fits(JsonElement value, JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return true;
        }

        return (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()) : [type.GetString()]).Any(t => t switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "number" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _),
            "array" => value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(
                    item => item.ValueKind != JsonValueKind.Null && (!schema.TryGetProperty("items", out var items) || Fits(item, items))),
            "string" => value.ValueKind == JsonValueKind.String && !value.GetString()!.Contains('\0', StringComparison.Ordinal),
            _ => true,
        });
    }

    /// <summary>The tool with a schema that says that nothing unknown is taken.</summary>
    private static Tool Closed(Tool tool)
    {
        var schema = System.Text.Json.Nodes.JsonObject.Create(tool.InputSchema)!;
        schema["additionalProperties"] = false;
        tool.InputSchema = JsonElement.Parse(schema.ToJsonString());
        return tool;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tool {Tool} failed ({Kind}): {Why}")]
    private static partial void Failed(ILogger logger, string tool, ErrorKind kind, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed with an internal error ({Type}); details: {Report}.")]
    private static partial void Crashed(ILogger logger, string tool, string type, string report);
}

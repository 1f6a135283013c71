using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Roundtable.Web.Api;
using Role = Roundtable.Workspace.Access.Role;

namespace Roundtable.Web.Mcp;

/// <summary>Answers of tools: a text to read, and the same as JSON that fits the tool's output schema.</summary>
public static class ToolAnswer
{
    /// <summary>An answer. Members of <paramref name="json"/> that are null are left out.</summary>
    public static CallToolResult Of(string text, JsonObject json) => new()
    {
        Content = [new TextContentBlock { Text = text }],
        StructuredContent = JsonElement.Parse(Workspace.Documents.Document.Line(json)),
    };

    /// <summary>A tool that reads and changes nothing.</summary>
    /// <param name="method">What it does.</param>
    /// <param name="name">Its name.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">What it does, for the model that calls it.</param>
    /// <param name="schema">The schema of its answers.</param>
    public static McpServerTool Reading(Delegate method, string name, string title, string description, JsonElement schema) =>
        McpServerTool.Create(method, new McpServerToolCreateOptions
        {
            Name = name,
            Title = title,
            Description = description,
            ReadOnly = true,
            UseStructuredContent = true,
            OutputSchema = schema,
        });

    /// <summary>An error, told to the model that called.</summary>
    public static CallToolResult Error(string text) => new() { Content = [new TextContentBlock { Text = text }], IsError = true };

    /// <summary>The schema of an object.</summary>
    /// <param name="required">The members that are always there.</param>
    /// <param name="properties">The schemas of all members.</param>
    public static JsonElement Schema(string[] required, JsonObject properties) => JsonElement.Parse(new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]),
        ["properties"] = properties,
    }.ToJsonString());

    /// <summary>A schema of the API's answers.</summary>
    public static JsonElement ApiSchema(string name) => JsonElement.Parse(AnswerSchemas.Inline(name).ToJsonString());

    /// <summary>A schema of one type.</summary>
    public static JsonObject Type(string type, string description) => new() { ["type"] = type, ["description"] = description };

    /// <summary>Refuses a number of rows that is not between 1 and the most that a tool lists.</summary>
    /// <exception cref="McpException">When it is not.</exception>
    public static void RequireLimit(int limit, int most)
    {
        if (limit < 1 || limit > most)
        {
            throw new McpException($"limit is 1 to {most}.");
        }
    }

    /// <summary>Refuses callers without a role.</summary>
    /// <exception cref="McpException">When the caller's role is less.</exception>
    public static void Require(this McpConnection connection, Role role)
    {
        var caller = connection.Caller;
        if (caller.Role < role)
        {
            var (required, given) = (role.ToString().ToLowerInvariant(), caller.Role.ToString().ToLowerInvariant());
            throw new McpException($"The role {required} is required; the role of {caller.Name} is {given}.");
        }
    }
}

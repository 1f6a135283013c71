using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Tools;

/// <summary>That a model asks for a tool to be called.</summary>
/// <param name="id">The id under which it expects the result.</param>
/// <param name="tool">Name of the tool as it was offered.</param>
/// <param name="arguments">The arguments as the model wrote them: JSON as a rule, which nobody has checked.</param>
public sealed class ToolRequest(string id, string tool, string arguments) : AIContent
{
    /// <summary>The id under which it expects the result.</summary>
    public string Id => id;

    /// <summary>Name of the tool as it was offered.</summary>
    public string Tool => tool;

    /// <summary>The arguments as the model wrote them.</summary>
    public string Arguments => arguments;
}

/// <summary>What a tool returned, on its way to the model that asked for it.</summary>
/// <param name="id">The id of the request.</param>
/// <param name="text">What the model is given, delimited as quotation.</param>
/// <param name="failed">Whether the call failed.</param>
public sealed class ToolReturn(string id, string text, bool failed) : AIContent
{
    /// <summary>The id of the request.</summary>
    public string Id => id;

    /// <summary>What the model is given.</summary>
    public string Text => text;

    /// <summary>Whether the call failed.</summary>
    public bool Failed => failed;
}

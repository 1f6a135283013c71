namespace Roundtable.Workspace.Sets.Rows;

/// <summary>Who speaks in a dialogue.</summary>
public enum SetRole
{
    /// <summary>Instructions for the whole dialogue.</summary>
    System,

    /// <summary>The one who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>What a tool returned.</summary>
    Tool,
}

/// <summary>A message of a dialogue, whatever format it will be written in.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said; may be empty.</param>
public sealed record SetMessage(SetRole Role, string Text)
{
    /// <summary>What the model thought before it spoke; null where nothing is shown.</summary>
    public string? Thinking { get; init; }

    /// <summary>Addresses or paths of images that are shown before the text.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The tools that the model calls.</summary>
    public IReadOnlyList<SetToolCall> Calls { get; init; } = [];

    /// <summary>For what a tool returned, the id of its call; null where unknown.</summary>
    public string? CallId { get; init; }
}

/// <summary>A call of a tool by a model.</summary>
/// <param name="Id">Its id, unique in the dialogue.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments, a JSON object.</param>
public sealed record SetToolCall(string Id, string Name, string Arguments);

/// <summary>A tool that a model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does; null where that is not told.</param>
/// <param name="Parameters">The JSON schema of its arguments, an object.</param>
public sealed record SetTool(string Name, string? Description, string Parameters);

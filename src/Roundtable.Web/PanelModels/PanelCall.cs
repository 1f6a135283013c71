using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Models.Protocols;
using Roundtable.Workspace.PanelModels;

namespace Roundtable.Web.PanelModels;

/// <summary>A request as it was read: what is asked of the panel, and how the answer is wanted.</summary>
/// <param name="Protocol">What it is written in, and the answer too.</param>
/// <param name="Model">The model as the request names it.</param>
/// <param name="Request">What is asked of the panel.</param>
internal sealed record PanelCall(Protocol Protocol, string Model, PanelRequest Request)
{
    /// <summary>Whether the answer is wanted as a stream of events.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream of chat completions ends with the usage.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The caller's own labels of a response, which come back in it; null where there are none.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Settings of a response that are repeated in it, by name.</summary>
    public JsonObject Repeated { get; init; } = [];
}

using Sockeye.Transports;

namespace Sockeye.Lab;

/// <summary>One exercise: a server role, a client role, and what proves that it works.</summary>
/// <remarks>The roles also run alone, on two terminals or two machines.</remarks>
internal interface IExercise
{
    /// <summary>Its number: <c>3.1</c>, <c>study</c>.</summary>
    string Id { get; }

    /// <summary>What happens in it.</summary>
    string Title { get; }

    /// <summary>Its own port; 0 where there are none.</summary>
    int Port { get; }

    /// <summary>Over what it runs.</summary>
    EndpointScheme Scheme => EndpointScheme.Tcp;

    /// <summary>Whether there is a server role to play; else the kernel of every host is the server.</summary>
    bool HasServerRole => true;

    /// <summary>Starts the server role. When it returns, clients can connect.</summary>
    Task<LabServer> StartServerAsync(LabBench bench, Endpoint endpoint);

    /// <summary>Plays the client role to its end.</summary>
    /// <returns>What the client side proves, in words.</returns>
    /// <exception cref="LabFailure">Something is not as the exercise wants it.</exception>
    Task<string> RunClientAsync(LabBench bench, Endpoint server);

    /// <summary>Plays both roles in this process and looks at the evidence of both sides.</summary>
    /// <returns>What it proves, in words; every number in it was measured in this run.</returns>
    /// <exception cref="LabFailure">Something is not as the exercise wants it.</exception>
    Task<string> RunAsync(LabBench bench, Endpoint endpoint);
}

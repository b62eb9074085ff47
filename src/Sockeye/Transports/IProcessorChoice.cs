namespace Sockeye.Transports;

/// <summary>Its events are taken by some of the processors, and that can be chosen.</summary>
public interface IProcessorChoice
{
    /// <summary>
    /// Lets them be taken by any processor, not only by the usual ones: for a handler that computes more for a message
    /// than the kernel does. To be said before anything is received; a hint.
    /// </summary>
    void UseAllProcessors();
}

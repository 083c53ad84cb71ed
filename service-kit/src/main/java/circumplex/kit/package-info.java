/**
 * What every service needs once, put together: how a process starts, what its server binds, and what surrounds every call.
 *
 * <p>Used by the four services. Knows no service's domain. The way of a call: {@link
 * circumplex.kit.admission.AdmissionInterceptor}, {@link circumplex.kit.call.CallerInterceptor} (who, request id), {@link
 * circumplex.kit.call.ErrorInterceptor} (failures to status), {@link circumplex.kit.call.DeadlineInterceptor}, {@link
 * circumplex.kit.drain.CallsUnderWay}, {@link circumplex.kit.call.MessageSizeInterceptor}, parsing, {@link
 * circumplex.kit.call.ValidationInterceptor}, endpoint. The packages below are the parts; of this one they know {@link
 * circumplex.kit.ServerHealth} only.
 */
@NullMarked
package circumplex.kit;

import org.jspecify.annotations.NullMarked;
